import { DescribeImagesCommand, type ECRClient, type ImageDetail } from "@aws-sdk/client-ecr";
import type { Pushes } from "../ports/pushes.ts";
import type { Push } from "../reactions/push.ts";
import { answerOr } from "./answer-or.ts";
import { present } from "./present.ts";

const notThere = { ImageNotFound: undefined, RepositoryNotFound: undefined };

/** A thousand images each. */
const mostPages = 10;

export function createPushes(client: ECRClient): Pushes {
  return {
    async find(repositoryName, imageTag) {
      const command = new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag }] });
      const image = (await answerOr(client.send(command), notThere))?.imageDetails?.[0];
      return image && toPush(repositoryName, imageTag, image);
    },
    async list(repositoryName) {
      const pushes: Push[] = [];
      let nextToken: string | undefined;
      for (let page = 1; page <= mostPages; page++) {
        const command = new DescribeImagesCommand({
          repositoryName,
          filter: { tagStatus: "TAGGED" },
          maxResults: 1000,
          nextToken,
        });
        const answer = await answerOr(client.send(command), notThere);
        for (const image of answer?.imageDetails ?? [])
          pushes.push(...(image.imageTags ?? []).map((tag) => toPush(repositoryName, tag, image)));
        nextToken = answer?.nextToken;
        if (nextToken === undefined) return { pushes, isWhole: true };
      }
      return { pushes, isWhole: false };
    },
  };
}

function toPush(repository: string, tag: string, { imageDigest, imagePushedAt }: ImageDetail): Push {
  const digest = present(imageDigest, "imageDigest");
  return { repository, tag, digest, pushedAt: imagePushedAt?.getTime() ?? 0 };
}

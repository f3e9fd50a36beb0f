import { DescribeImagesCommand, type ECRClient } from "@aws-sdk/client-ecr";
import type { Images } from "../ports/images.ts";
import { answerOr } from "./answer-or.ts";

export function createImages(client: ECRClient): Images {
  return {
    async digest({ repository, tag, digest }) {
      const answer = await answerOr(
        client.send(
          new DescribeImagesCommand({
            repositoryName: repository,
            imageIds: [digest === undefined ? { imageTag: tag } : { imageDigest: digest }],
          }),
        ),
        { ImageNotFound: undefined, RepositoryNotFound: undefined },
      );
      return answer?.imageDetails?.[0]?.imageDigest;
    },
  };
}

import { type ACMClient, DescribeCertificateCommand } from "@aws-sdk/client-acm";
import type { Certificates } from "../ports/certificates.ts";
import { answerOr } from "./answer-or.ts";

export function createCertificates(client: ACMClient): Certificates {
  return {
    async status(arn) {
      const answer = await answerOr(client.send(new DescribeCertificateCommand({ CertificateArn: arn })), {
        ResourceNotFound: undefined,
        InvalidArn: undefined,
      });
      return answer?.Certificate?.Status;
    },
  };
}

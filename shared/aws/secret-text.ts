import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** Reads the text of one secret of Secrets Manager, each time it is asked. */
export function createSecretText(client: SecretsManagerClient, name: string): () => Promise<string> {
  return async () => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
    if (SecretString === undefined) throw new Error(`The secret ${name} holds no text.`);
    return SecretString;
  };
}

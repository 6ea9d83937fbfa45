/// What `adit --help` prints.
enum HelpText {
  static let text = """
    adit: a full-screen terminal assistant for models on AWS Bedrock

    usage: adit [options]                   full-screen chat
           adit -p "prompt" [options]       one answer on stdout; stdin is added to the prompt
           adit models                      the registry: keys, ids, limits, prices
           adit emulator [--port N] [--script FILE] [--rate TOKENS_PER_S]
                                            a loopback Bedrock for development
           adit --demo                      the program with a built-in loopback Bedrock; no account,
                                            no cost, and no model behind it

      -m, --model NAME         family (sonnet, opus, haiku), registry key, alias, id or ARN
          --api API            invoke, converse, mantle (the Messages API on AWS) or messages
                               (the direct Anthropic API)
          --task NAME          chat, code, refactor, tests, docs, review, debug, architecture,
                               security, brainstorm
          --region REGION      AWS region
          --max-tokens N       longest answer, in tokens
          --temperature X      0 to 1, only for models that take it
          --effort LEVEL       low to max, only for models that take it
          --system TEXT        system prompt instead of the built-in one
      -p, --print              headless: print the answer and end
          --no-stream          headless: wait for the whole answer (InvokeModel, Converse)
          --output-format F    headless: text or json (with usage and cost)
      -V, --version            the version
      -h, --help               this text

    environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN or
      AWS_BEARER_TOKEN_BEDROCK; AWS_REGION; ANTHROPIC_API_KEY for --api messages;
      BEDROCK_DEFAULT_MODEL, BEDROCK_MAX_RETRIES, BEDROCK_TIMEOUT_MS,
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME, ANTHROPIC_BASE_URL, HTTPS_PROXY, NO_PROXY,
      AWS_CA_BUNDLE, NO_COLOR

    exit codes: 0 done · 1 the run failed · 2 usage · 3 credentials or permission ·
      4 throttled or unavailable after retries · 130 interrupted · 143 terminated

    """
}

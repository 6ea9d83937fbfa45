/// The texts of the demo. They are Markdown on purpose, of every kind.
enum DemoTexts {
  /// All that a continuation can go on from, but the long one.
  static let everything = [tour, code, tables, unicode, slow, menu]

  static let menu = """
    No words of yours were understood here: a small program chose this text by the words in \
    your prompt. Everything around it is real, though. The request went through HTTP, was \
    signed, and came back as a binary event stream, at 80 tokens a second.

    Try a prompt with one of these words:

    - `tour` for a walk through the screen
    - `long` for an answer worth stopping with Esc; `long 50` for a longer one
    - `code`, `table`, `unicode` for those
    - `thinking` for reasoning before the answer
    - `throttle` to be refused twice, with a countdown
    - `error`, `cut`, `stall`, `slow` for streams that go wrong
    - `hostile` for text that tries to take over the terminal

    To talk to Claude, end this with Ctrl+D, give Adit credentials of AWS and start it again:

    ```sh
    export AWS_REGION=us-east-1
    export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=…   # or AWS_BEARER_TOKEN_BEDROCK=…
    adit
    ```
    """

  static let tour = """
    # A tour of the screen

    You are looking at the **output pane**. It follows the text while it streams, as long as \
    you are at its end.

    ## 1. Scrolling

    Press PgUp now. The view stays where you put it, however much text arrives; a mark tells \
    how much is new. Ctrl+End returns to the end and follows again.

    ## 2. Stopping

    Press **Esc** while this text grows:

    1. the connection closes at once,
    2. the part that arrived stays, marked as stopped,
    3. the cost is shown with `≥`, because
       - a real service goes on generating for a while,
       - and bills what it generated;
    4. `/continue` asks for the rest.

    ## 3. Counters

    The line at the bottom tells, from left to right, the phase and its seconds, tokens per \
    second, tokens in and out, what this turn costs, what the session costs, and how full the \
    context is. While text streams the numbers are *estimates*; at the end they become those \
    of the service. The dollars are what the selected model **would** cost. Here nothing is \
    billed.

    ## 4. Models and tasks

    - Alt+P opens the model picker. Type to filter.
    - `/task review` takes the model and parameters that suit a review.
    - `@opus` as the first word of a prompt switches for one turn.

    > A switch means that the new model reads the whole conversation again, uncached.
    > The picker says what that costs before it happens.

    ## 5. What else can be seen here

    | word in the prompt | what happens |
    | --- | --- |
    | `long` | a minute of text |
    | `code` | five languages |
    | `table` | tables, one of them wide |
    | `unicode` | CJK, emoji, combining marks |
    | `throttle` | two refusals, then success |
    | `hostile` | escape sequences, made visible |

    Quit with Ctrl+D on an empty prompt. The terminal will be as it was.
    """

  static let code = """
    ## The same in five languages

    Counting words, in **Swift**:

    ```swift
    let text = "the quick brown fox jumps over the lazy dog the end"
    var counts: [Substring: Int] = [:]
    for word in text.split(separator: " ") {
      counts[word, default: 0] += 1
    }
    print(counts.sorted { $0.value > $1.value }.prefix(3))
    ```

    In **Python**, with a comment that is long enough to need a second row on a narrow screen:

    ```python
    from collections import Counter  # in the standard library since 2.7, no package is needed

    text = "the quick brown fox jumps over the lazy dog the end"
    print(Counter(text.split()).most_common(3))
    ```

    In **Rust**:

    ```rust
    use std::collections::HashMap;

    fn main() {
        let text = "the quick brown fox jumps over the lazy dog the end";
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for word in text.split_whitespace() {
            *counts.entry(word).or_insert(0) += 1;
        }
        println!("{counts:?}");
    }
    ```

    In the **shell**, and as **SQL**:

    ```sh
    tr ' ' '\\n' < text.txt | sort | uniq -c | sort -rn | head -3
    ```

    ```sql
    SELECT word, COUNT(*) AS n FROM words GROUP BY word ORDER BY n DESC LIMIT 3;
    ```

    Inline code looks like `counts[word, default: 0]`, and a diff like this:

    ```diff
    -for word in text.split(separator: " ") {
    +for word in text.split(whereSeparator: \\.isWhitespace) {
    ```
    """

  static let tables = """
    ## Three tables

    | left | centre | right |
    | :--- | :---: | ---: |
    | a | b | 1 |
    | longer | in the middle | 1,024 |
    | `code` | **bold** | 3.14 |

    With wide characters, the columns still line up:

    | language | greeting | width |
    | --- | --- | ---: |
    | English | hello | 5 |
    | 日本語 | こんにちは | 10 |
    | 한국어 | 안녕하세요 | 10 |
    | Ελληνικά | γειά σου | 8 |

    And one that is wider than most windows:

    | name | what it does | where it is found | what it needs | what it gives back |
    | --- | --- | --- | --- | --- |
    | `InvokeModel` | one answer at once, in the model's own body | `/model/{id}/invoke` | \
    `anthropic_version`, `max_tokens`, `messages` | a message with its usage |
    | `ConverseStream` | an answer as it is made, in one body for all vendors | \
    `/model/{id}/converse-stream` | `messages` | events, the usage last |
    """

  static let unicode = """
    ## Text of many kinds

    - Chinese: 天地玄黃，宇宙洪荒。日月盈昃，辰宿列張。
    - Japanese: いろはにほへと　ちりぬるを、色は匂へど散りぬるを。
    - Korean: 나랏말싸미 듕귁에 달아 문자와로 서로 사맛디 아니할쎄
    - Thai: เป็นมนุษย์สุดประเสริฐเลิศคุณค่า
    - Hindi: नमस्ते दुनिया, यह एक परीक्षा है
    - Arabic and Hebrew: مرحبا بالعالم and שלום עולם
    - Combining marks: e\u{301} a\u{308} o\u{302}\u{323} n\u{303} Z\u{30C}\u{323}
    - Emoji: 🙂 👍🏽 👩‍💻 🏳️‍🌈 🇯🇵 1️⃣ ☎️
    - Mathematics: ∀ε>0 ∃δ>0: |x−a|<δ ⇒ |f(x)−f(a)|<ε; ½ + ⅓ = ⅚
    - Box drawing in a block:

    ```
    ┌──────┬──────┐
    │ 漢字 │ ｶﾅ   │
    └──────┴──────┘
    ```

    *Emphasis in 日本語*, **bold in Ελληνικά**, ~~struck~~, and a [link](https://example.com/).
    """

  static let slow = """
    This comes at six tokens a second, a pace at which every word can be watched. The rate \
    in the status line should say so. Esc works between any two of them.
    """

  static let error = """
    This stream will break in a moment. After sixty tokens or so the emulator sends an \
    exception frame, `modelStreamErrorException`, inside a stream that began with status 200. \
    What arrived before stays on the screen. It is never taken for a complete answer, and it \
    is not sent again behind your back, because the first attempt may have been billed. \
    You should not be able to read this sentence.
    """

  static let cut = """
    This stream ends without its last event, as if a proxy had closed it politely. A careless \
    client takes that for success. This one should tell you that the answer is incomplete.
    """

  static let stall = """
    After about sixty tokens this stream stops, and the connection stays open. Nothing more \
    will come. The seconds in the status line keep counting; after a while a notice says that \
    nothing arrives. Press Esc to leave: the connection is closed at once, and the next prompt \
    can be sent right away. You should not be able to read this sentence.
    """

  static let throttled = """
    That was refused twice with status 429, `ThrottlingException`, before it went through. \
    You saw a countdown between the attempts; Esc would have ended it. Each attempt was signed \
    anew.
    """

  static let thinking = """
    Nobody is thinking here. These words travel as a thinking block all the same: first the \
    block's start, then its text in pieces, then a signature, then its end. Let us pretend. \
    The prompt has a word that asks for reasoning. There is a text for that. It should come \
    after this block, and this block should be folded away, with the seconds it took.
    """

  static let thought = """
    Above this answer was a block of *reasoning*, folded to one line. It was sent with a \
    signature; when the conversation goes on the block is sent back unchanged, and the \
    emulator refuses the request if a letter of it differs.
    """

  /// One chapter of the long text.
  static func chapter(_ number: Int) -> String {
    """
    ## Chapter \(number)

    This is chapter \(number) of a text that has no other purpose than to be long. It streams \
    at an even pace, in pieces of a few letters, over one connection. You can scroll back while \
    it grows, search it, make the window smaller, or stop it with Esc at any point; \
    what arrived stays.

    1. First, the prompt became a request of \(number) part\(number == 1 ? "" : "s"), more or less.
    2. Then it was signed:
       - a hash of the body,
       - a hash of the request,
       - a signature with a key derived from the day.
    3. Last, frames came back, each with two checksums.

    > Chapter \(number) quotes itself: "a text that has no other purpose than to be long".

    ```swift
    // Chapter \(number)
    func fibonacci(_ n: Int) -> Int {
      var (a, b) = (0, 1)
      for _ in 0..<n { (a, b) = (b, a + b) }
      return a
    }
    print(fibonacci(\(number)))
    ```

    | chapter | squared | cubed |
    | ---: | ---: | ---: |
    | \(number) | \(number * number) | \(number * number * number) |

    Some *emphasis*, some **weight**, some `code`, and a line in another script: \
    第\(number)章 は ここで 終わります。 🙂
    """
  }
}

Feature: CIS2 accepts an assertion only if it is right in every respect
  Each row is a right assertion with one thing wrong. It is refused under its own code, and the person can still sign in.

  @id:ASSERTION-01 @req:EXCHANGE-01 @req:EXCHANGE-02 @req:EXCHANGE-03 @req:EXCHANGE-04
  Scenario Outline: An assertion with one thing wrong: <defect>
    Given the "<card>" card of "one-role" is in the reader
    When the client sends an assertion with <defect>
    Then the assertion is refused with "<code>"
    When the client sends a right assertion after it
    Then the person comes back to the system with a code

    Examples:
      | card    | defect                                | code                  |
      | piv     | a field missing                       | ASSERTION_MALFORMED   |
      | piv     | a field that does not belong          | ASSERTION_MALFORMED   |
      | piv     | a made-up challenge                   | CHALLENGE_UNKNOWN     |
      | piv     | the challenge of another sign-in      | CHALLENGE_UNKNOWN     |
      | piv     | a challenge that was answered already | CHALLENGE_USED        |
      | piv     | a challenge five minutes old          | CHALLENGE_EXPIRED     |
      | piv     | the origin of another site            | ORIGIN_MISMATCH       |
      | piv     | a damaged certificate                 | CERTIFICATE_MALFORMED |
      | piv     | an algorithm the key cannot produce   | ALGORITHM_NOT_ALLOWED |
      | piv     | a signature over another challenge    | SIGNATURE_INVALID     |
      | piv     | a changed signature                   | SIGNATURE_INVALID     |
      | piv     | a certificate of an unknown authority | CERTIFICATE_UNTRUSTED |
      | piv     | the signing key instead of the other  | CERTIFICATE_PURPOSE   |
      | piv     | the Identity Agent in February 2027   | CLIENT_RETIRED        |
      | series8 | a field missing                       | ASSERTION_MALFORMED   |
      | series8 | a field that does not belong          | ASSERTION_MALFORMED   |
      | series8 | a made-up challenge                   | CHALLENGE_UNKNOWN     |
      | series8 | the challenge of another sign-in      | CHALLENGE_UNKNOWN     |
      | series8 | a challenge that was answered already | CHALLENGE_USED        |
      | series8 | a challenge five minutes old          | CHALLENGE_EXPIRED     |
      | series8 | the origin of another site            | ORIGIN_MISMATCH       |
      | series8 | a damaged certificate                 | CERTIFICATE_MALFORMED |
      | series8 | an algorithm the key cannot produce   | ALGORITHM_NOT_ALLOWED |
      | series8 | a signature over another challenge    | SIGNATURE_INVALID     |
      | series8 | a changed signature                   | SIGNATURE_INVALID     |
      | series8 | a certificate of an unknown authority | CERTIFICATE_UNTRUSTED |
      | series8 | the signing key instead of the other  | CERTIFICATE_PURPOSE   |
      | series8 | the Identity Agent in February 2027   | CLIENT_RETIRED        |

  @id:ASSERTION-02 @req:EXCHANGE-01
  Scenario Outline: An assertion that was accepted cannot be used for another sign-in
    Given the "<card>" card of "one-role" is in the reader
    And the person has signed in
    When the assertion of that sign-in is sent to a new sign-in
    Then the assertion is refused with "CHALLENGE_UNKNOWN"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:ASSERTION-03 @req:EXCHANGE-01
  Scenario Outline: A challenge is still valid one second before its five minutes end
    Given the "<card>" card of "one-role" is in the reader
    When the client answers a challenge that is 4 minutes and 59 seconds old
    Then the assertion is accepted

    Examples:
      | card    |
      | piv     |
      | series8 |

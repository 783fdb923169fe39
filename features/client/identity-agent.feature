Feature: Smartcard Connect takes the place of the Identity Agent
  Until February 2027 the deprecated Identity Agent still signs people in. From then on only Smartcard Connect does.

  @id:AGENT-01 @req:NHS-07 @req:NHS-10
  Scenario Outline: The amr of a sign-in shows which client was used: <client>
    Given the "<card>" card of "one-role" is in the reader
    And the client is <client>
    When the person signs in
    Then the system gets a valid sign-in of "one-role"
    And the ID token holds these claims
      | claim | value   |
      | amr   | ["<amr>"] |

    Examples:
      | card    | client             | amr            |
      | piv     | Smartcard Connect  | CIS2_SMARTCARD |
      | piv     | the Identity Agent | N3_SMARTCARD   |
      | series8 | Smartcard Connect  | CIS2_SMARTCARD |
      | series8 | the Identity Agent | N3_SMARTCARD   |

  @id:AGENT-02 @req:NHS-09
  Scenario Outline: The Identity Agent signs in <moment>: <outcome>
    Given the clock is at "<moment>"
    And the "<card>" card of "one-role" is in the reader
    And the client is the Identity Agent
    When the person signs in
    Then the sign-in <outcome>

    Examples:
      | card    | moment               | outcome                          |
      | piv     | 2027-01-31T23:59:59Z | succeeds                         |
      | piv     | 2027-02-01T00:00:00Z | is refused with "CLIENT_RETIRED" |
      | series8 | 2027-02-01T00:00:00Z | is refused with "CLIENT_RETIRED" |

  @id:AGENT-03 @req:NHS-09
  Scenario Outline: People can still sign in with Smartcard Connect after the switch
    Given the clock is at "2027-02-01T00:00:00Z"
    And the "<card>" card of "one-role" is in the reader
    When the person signs in
    Then the system gets a valid sign-in of "one-role"

    Examples:
      | card    |
      | piv     |
      | series8 |

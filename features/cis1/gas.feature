@needs:made-card
Feature: The Identity Agent signs in at gas, the authentication service of CIS1
  This is the legacy sign-in of the Identity Agent. It has the same people, cards and checks as CIS2.

  @id:GAS-01 @req:CIS1-01
  Scenario Outline: A <card> card gets a ticket, and a person with one role has this role
    Given the "<card>" card of "one-role" is in the reader
    And the Identity Agent runs on the desktop
    When the person signs in at gas
    Then gas knows a ticket of "one-role" with role 1
    And a program on the desktop gets the same ticket

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:GAS-02 @req:CIS1-02
  Scenario Outline: The role is selected in the agent: role <number> of "<persona>"
    Given the "series8" card of "<persona>" is in the reader
    And the Identity Agent runs on the desktop, and role <number> is chosen
    When the person signs in at gas
    Then gas knows a ticket of "<persona>" with role <number>

    Examples:
      | persona      | number |
      | two-roles    | 1      |
      | two-roles    | 2      |
      | six-roles    | 6      |
      | twenty-roles | 20     |

  @id:GAS-03 @req:CIS1-02
  Scenario: Nobody is signed in until a role is selected
    Given the "piv" card of "two-roles" is in the reader
    And the Identity Agent runs on the desktop
    When the person signs in at gas
    Then the agent says "ROLE_NEEDED"
    And gas knows no ticket

  @id:GAS-04 @req:CIS1-03
  Scenario Outline: A wrong passcode costs one try and never reaches gas
    Given the "<card>" card of "one-role" is in the reader
    And the Identity Agent runs on the desktop, and a wrong passcode is entered
    When the person signs in at gas
    Then the agent says "PASSCODE_REFUSED"
    And the card has 2 tries left
    And gas knows no ticket

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:GAS-05 @req:CIS1-03
  Scenario: Three wrong passcodes lock a card, and then even the right one fails
    Given the "series8" card of "one-role" is in the reader
    And the person enters a wrong passcode 3 times
    And the Identity Agent runs on the desktop
    When the person signs in at gas
    Then the agent says "PASSCODE_LOCKED"
    And gas knows no ticket

  @id:GAS-06 @req:CIS1-03
  Scenario Outline: gas refuses a <card> card that CIS2 refuses: <what>
    Given the "<card>" card of "one-role" is in the reader
    And <what>
    And the Identity Agent runs on the desktop, as if it did not retire
    When the person signs in at gas
    Then gas refuses with "<reason>"

    Examples:
      | card    | what                                                 | reason              |
      | piv     | the clock is one second after the certificate's end | CERTIFICATE_EXPIRED |
      | series8 | the clock is one second after the certificate's end | CERTIFICATE_EXPIRED |
      | piv     | the registration authority cancels the card          | CARD_CANCELLED      |
      | series8 | the registration authority suspends the card         | CARD_SUSPENDED      |
      | piv     | the card is reported lost                            | CERTIFICATE_REVOKED |

  @id:GAS-07 @req:CIS1-04
  Scenario: The ticket ends when the card is taken out
    Given the "piv" card of "one-role" is in the reader
    And the Identity Agent runs on the desktop
    When the person signs in at gas
    And the card is taken out
    Then the ticket soon ends

  @id:GAS-08 @req:CIS1-05 @req:NHS-09
  Scenario Outline: The same person with the same card, before and after the retirement: <moment>
    Given the clock is at "<moment>"
    And the "<card>" card of "one-role" is in the reader
    And the Identity Agent runs on the desktop
    When the person signs in at gas
    Then <outcome>
    When the person signs in
    Then the system gets a valid sign-in of "one-role"

    Examples:
      | card    | moment               | outcome                                           |
      | piv     | 2027-02-28T23:59:59Z | gas knows a ticket of "one-role" with role 1      |
      | series8 | 2027-02-28T23:59:59Z | gas knows a ticket of "one-role" with role 1      |
      | piv     | 2027-03-01T00:00:00Z | gas refuses with "CLIENT_RETIRED"                 |
      | series8 | 2027-03-01T00:00:00Z | gas refuses with "CLIENT_RETIRED"                 |

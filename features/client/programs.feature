Feature: Other programs use virtual cards without the machine's PC/SC service and without root
  `cis2-testkit pcsc` runs a program with virtual readers. Any program on Linux that uses PC/SC sees them.

  @id:PROGRAMS-01 @req:CARD-04 @needs:made-card
  Scenario Outline: A program sees the <card> card come and go in a reader with a name of our choice
    Given a program runs with the "<card>" card of "one-role" in the reader "OMNIKEY CardMan 3x21"
    Then the program sees the card of "one-role" in the reader "OMNIKEY CardMan 3x21"
    When the card is taken out by the control API
    Then the program sees that the card has gone
    When the "<card>" card of "two-roles" is inserted by the control API
    Then the program sees the card of "two-roles" in the reader "OMNIKEY CardMan 3x21"
    When the person ends the program with Ctrl-C
    Then the exit code is 0
    And nothing is left of the readers

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:PROGRAMS-02 @req:CARD-04 @needs:made-card
  Scenario: The exit code of the program is passed on
    When a program that ends with exit code 7 is run with readers
    Then the exit code is 7
    And nothing is left of the readers

  @id:PROGRAMS-03 @req:CARD-04 @needs:made-card
  Scenario: The next start removes what a power cut left
    Given a program runs with the "piv" card of "one-role" in the reader "OMNIKEY CardMan 3x21"
    When the power fails
    And a program that ends with exit code 0 is run with readers
    Then the exit code is 0
    And nothing is left of the readers

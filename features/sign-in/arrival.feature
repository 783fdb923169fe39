Feature: Arriving at CIS2, alone or after another person at the same computer
  Some systems send the person to CIS2 at once. Others have a button to sign in with. Computers are shared.

  @id:ARRIVAL-01 @req:NHS-15 @req:NHS-16
  Scenario: A system sends the person to CIS2 at once
    When the person opens a page of the demonstration system that needs a sign-in
    Then the person is at CIS2, where the page offers "Smartcard" and "Continue"

  @id:ARRIVAL-02 @req:NHS-15 @req:NHS-16
  Scenario: A system has a button to sign in with
    When the person opens the first page of the demonstration system
    And selects "Sign in with a smartcard"
    Then the person is at CIS2, where the page offers "Smartcard" and "Continue"

  @id:ARRIVAL-04 @req:NHS-15
  Scenario Outline: A system that sends the wrong <what> gets a page that says what is registered
    When the system sends the person to CIS2 with the <what> "<sent>"
    Then the page says "<says>"
    And the page says "<sent>"
    And the page says what is registered as the <what>

    Examples:
      | what             | sent                        | says                                                  |
      | client id        | not-registered              | CIS2 does not know the system that sent you here.     |
      | redirect address | https://wrong.test/callback | wants you back at an address that CIS2 does not know. |

  @id:ARRIVAL-03 @req:NHS-24 @needs:hands
  Scenario Outline: The next person uses the same browser with their own card
    Given the "<card>" card of "one-role" is in the reader
    When the person signs in on the pages of CIS2
    Then the person has come back to the system
    When the card is exchanged for the "<card>" card of "wrong-organisation"
    And the next person signs in in the same browser
    Then the system gets the sign-in of "wrong-organisation"

    Examples:
      | card    |
      | piv     |
      | series8 |

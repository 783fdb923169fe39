@relying-party
Feature: A relying party tells the person when signing in did not work

  Background:
    Given a correct sign-in leads to a session

  @id:RP-ERRORS-01 @req:RP-23
  Scenario Outline: The person is told of <fault>
    When a person signs in, and CIS2 shows the fault "<fault>"
    Then the relying party says so on a page a person can read
    And the relying party starts no session

    Examples:
      | fault          |
      | client-refused |
      | access-denied  |

  @id:RP-ERRORS-02 @req:RP-23
  Scenario: The person is told after cancelling the sign-in
    When a person goes to CIS2 and cancels the sign-in
    Then the relying party says so on a page a person can read
    And nobody is signed in to the relying party

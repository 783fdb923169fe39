@relying-party
Feature: A relying party takes back-channel logout

  Background:
    Given this relying party takes logout tokens
    And a correct sign-in leads to a session
    And a person is signed in to the relying party

  @id:RP-LOGOUT-01 @req:RP-19
  Scenario: A good logout token ends the session
    When CIS2 sends a logout token for the session
    Then the relying party takes it, and the session has ended

  @id:RP-LOGOUT-02 @req:RP-19
  Scenario Outline: A logout token with <fault> ends nothing
    When CIS2 sends a logout token for the session with "<fault>"
    Then the relying party refuses it, and the session stays

    Examples:
      | fault             |
      | wrong-issuer      |
      | wrong-audience    |
      | missing-events    |
      | wrong-events      |
      | with-nonce        |
      | stale             |
      | expired           |
      | no-subject        |
      | bad-signature     |
      | foreign-signature |
      | algorithm-none    |

  @id:RP-LOGOUT-03 @req:RP-19
  Scenario: A logout token that was used before ends nothing
    When CIS2 sends a logout token for the session
    And the same person signs in again, and the logout token of before is sent once more
    Then the relying party refuses it, and the session stays

  @id:RP-LOGOUT-04 @req:RP-19
  Scenario: A logout token for a session that nobody knows ends no other
    When CIS2 sends a logout token for a session nobody knows
    Then the relying party answers it with 200 or 400
    And the session stays

@relying-party
Feature: A relying party accepts back-channel logout

  Background:
    Given this relying party takes logout tokens
    And a correct sign-in leads to a session
    And a person is signed in to the relying party

  @id:RP-LOGOUT-01 @req:RP-19
  Scenario: A valid logout token ends the session
    When CIS2 sends a logout token for the session
    Then the relying party takes it, and the session has ended

  @id:RP-LOGOUT-02 @req:RP-19
  Scenario Outline: A logout token with <fault> ends no session
    When CIS2 sends a logout token for the session with "<fault>"
    Then the relying party refuses it, and the session stays

    Examples:
      | fault |
      | wrong-issuer |
      | issuer-other-case |
      | issuer-trailing-slash |
      | missing-issuer |
      | wrong-audience |
      | missing-audience |
      | missing-events |
      | wrong-events |
      | events-no-object |
      | with-nonce |
      | stale |
      | missing-issued-at |
      | expired |
      | missing-id |
      | no-subject |
      | bad-signature |
      | foreign-signature |
      | algorithm-none |
      | other-algorithm |
      | public-key-as-secret |

  @id:RP-LOGOUT-03 @req:RP-19
  Scenario: A logout token that was used before ends no session
    When CIS2 sends a logout token for all sessions of the person, and the relying party takes it
    And the same person signs in again in a new session of CIS2, and CIS2 sends the earlier logout token again
    Then the relying party keeps the new session

  @id:RP-LOGOUT-04 @req:RP-19
  Scenario: A logout token for an unknown session ends no other session
    When CIS2 sends a logout token for a session nobody knows
    Then the relying party answers it with 200 or 400
    And the session stays

  @id:RP-LOGOUT-05 @req:RP-19
  Scenario: A logout token with the person's sub and the sid of another session ends no session
    When CIS2 sends a logout token for another session of the same person
    Then the relying party answers it with 200 or 400
    And the session stays, because the logout token was about another session

  @id:RP-LOGOUT-06 @req:RP-19
  Scenario: A logout token with the session's sid and another person's sub is answered
    When CIS2 sends a logout token for the session with another person's sub
    Then the relying party answers it with 200 or 400

  @id:RP-LOGOUT-07 @req:RP-19
  Scenario: The response to a logout token is not cached
    When CIS2 sends a logout token for the session
    Then the answer says that it is not to be stored

@relying-party
Feature: A person signs in to a relying party

  @id:RP-SIGNIN-01 @req:RP-02
  Scenario: A sign-in in which nothing is wrong leads to a session
    When a person signs in to the relying party
    Then the relying party shows that the person is signed in

@relying-party
Feature: A relying party calls APIs of the NHS API platform for the person who is signed in

  Background:
    Given this relying party exchanges tokens at the API platform
    And a correct sign-in leads to a session

  @id:RP-EXCHANGE-01 @req:RP-25
  Scenario: It exchanges the ID token, and calls the API with the token it gets
    Given a person is signed in to the relying party
    When the person opens the page that calls the API
    Then the relying party has exchanged the ID token, and the API has answered its call

  @id:RP-EXCHANGE-02 @req:RP-25
  Scenario: Its calls name the role in which the person acts
    Given this relying party lets CIS2 ask for a role
    And a person is signed in to the relying party
    When the person opens the page that calls the API
    Then each call has named a role of the person

  @id:RP-EXCHANGE-03 @req:RP-25
  Scenario: It sends each client assertion to the API platform only once
    When a person signs in to the relying party
    And the person opens the page that calls the API
    And a person signs in to the relying party in another browser
    And the person opens the page that calls the API
    Then no two client assertions that the API platform got have the same jti

  @id:RP-EXCHANGE-04 @req:RP-25
  Scenario: It renews its tokens before they expire
    Given its clock can be moved
    And a person is signed in to the relying party
    When the person opens the page that calls the API
    And the access token expires, and the person opens that page again
    Then the API has answered that call, and has refused none before

  @id:RP-EXCHANGE-05 @req:RP-25
  Scenario: It handles a refresh token that was used before
    Given a person is signed in to the relying party
    When the person opens the page that calls the API
    And another program uses the refresh token, and the person opens that page three times
    Then the API has answered a call since, or the person is told that it did not work
    And it has not gone on with the tokens that were refused

  @id:RP-EXCHANGE-06 @req:RP-25
  Scenario: After the person has signed out, the system calls no API
    Given this relying party can be signed out of
    And a person is signed in to the relying party
    When the person opens the page that calls the API
    And the person signs out, and the earlier cookies are used to open that page
    Then no call of an API has come since

  @id:RP-EXCHANGE-07 @req:RP-25
  Scenario: After CIS2 has ended the session, the system calls no API
    Given this relying party takes logout tokens
    And a person is signed in to the relying party
    When the person opens the page that calls the API
    And CIS2 sends a logout token, and the person opens that page again
    Then no call of an API has come since

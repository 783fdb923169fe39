@relying-party
Feature: A relying party asks CIS2 in the right way

  Background:
    Given a correct sign-in leads to a session

  @id:RP-DISCOVERY-01 @req:RP-01
  Scenario: It reads the discovery document at run time
    When a person signs in to the relying party
    Then it has read the discovery document in this run

  @id:RP-DISCOVERY-02 @req:RP-01
  Scenario: It does not use a discovery document for more than an hour
    Given its clock can be moved
    When more than an hour passes and a person signs in to the relying party
    Then it has read the discovery document again

  @id:RP-DISCOVERY-03 @req:RP-01
  Scenario Outline: It does not use a discovery document with <fault>
    When the relying party reads the discovery document again, and CIS2 shows the fault "<fault>"
    Then nobody is sent to CIS2

    Examples:
      | fault                           |
      | discovery-wrong-issuer          |
      | discovery-issuer-trailing-slash |

  @id:RP-FLOW-01 @req:RP-02
  Scenario: It uses the authorization code flow
    When a person signs in to the relying party
    Then it has asked only for the response type "code"

  @id:RP-STATE-02 @req:RP-03
  Scenario: It sends a state, and a new one each time
    When two people sign in to the relying party, each in a browser
    Then it has sent a state, and not the same one twice

  @id:RP-NONCE-02 @req:RP-04
  Scenario: It sends a nonce, and a new one each time
    When two people sign in to the relying party, each in a browser
    Then it has sent a nonce, and not the same one twice

  @id:RP-PKCE-01 @req:RP-02
  Scenario: It sends a code challenge with S256, and a new one each time
    When two people sign in to the relying party, each in a browser
    Then it has sent a code challenge by S256, and not the same one twice

  @id:RP-PROMPT-01 @req:RP-15
  Scenario: If it asks for a role, it also asks the person to authenticate
    Given this relying party lets CIS2 ask for a role
    When a person signs in to the relying party
    Then it has asked for prompt "login"

  @id:RP-SCOPES-01 @req:RP-16
  Scenario: It asks only for the scopes that it needs
    When a person signs in to the relying party
    Then it has asked for no scope that it does not need

  @id:RP-AUTHENTICATION-02 @req:RP-11
  Scenario: It asks for the authentication it needs
    Given this relying party says in the configuration which authentication it asks for
    When a person signs in to the relying party
    Then it has asked for the authentication that the configuration names

  @id:RP-SECRET-01 @req:RP-17
  Scenario: It authenticates to CIS2, and keeps its secret from the browser
    When a person signs in to the relying party
    Then the relying party shows that the person is signed in
    And it has authenticated at the token endpoint
    And its secret has not come to the browser

  @id:RP-SECRET-02 @req:RP-17
  Scenario: It publishes only public keys
    Given this relying party publishes its keys
    Then it publishes only public keys

  @id:RP-ASSERTION-01 @req:RP-18
  Scenario: It authenticates with a key, not with a secret
    When a person signs in to the relying party
    Then it authenticates with a key rather than a secret

  @id:RP-ASSERTION-02 @req:RP-18
  Scenario: Its client assertions name the token endpoint
    Given this relying party authenticates with a key
    When a person signs in to the relying party
    Then its client assertions are made for the token endpoint

  @id:RP-ASSERTION-03 @req:RP-18
  Scenario: It uses each client assertion only once
    Given this relying party authenticates with a key
    When a person signs in to the relying party
    And a person signs in to the relying party in another browser
    Then no two of its client assertions have the same jti

  @id:RP-ASSERTION-04 @req:RP-18
  Scenario: Its client assertions are valid for no more than half an hour
    Given this relying party authenticates with a key
    When a person signs in to the relying party
    Then its client assertions are valid for no more than half an hour

  @id:RP-TLS-01 @req:RP-21
  Scenario: It speaks TLS 1.2 or later with CIS2
    Given this relying party connects to CIS2 by TLS
    When a person signs in to the relying party
    Then it has spoken TLS 1.2 or later with CIS2

  @id:RP-TLS-02 @req:RP-21
  Scenario: It speaks TLS 1.2 or later with browsers
    Given this relying party is reached by TLS
    Then it does not speak TLS 1.1 with browsers

  @id:RP-TLS-03 @req:RP-21
  Scenario Outline: It sends nothing to a CIS2 whose certificate is <wrong>
    Given this relying party connects by TLS to the fake CIS2 itself
    When a person signs in at CIS2, and the browser does not go back yet
    And the browser brings the answer to the relying party, and CIS2 shows a certificate that is <wrong>
    Then the relying party asks CIS2 for nothing

    Examples:
      | wrong           |
      | untrusted       |
      | expired         |
      | of-another-host |

Feature: CIS2 ends a session at the NHS API platform
  In the combined pattern, CIS2 sends logout tokens to the platform. Tokens from a token exchange stay valid until they expire.

  @id:API-LOGOUT-01 @req:API-06 @needs:reachable-cis2
  Scenario: Access tokens end with the session, refreshed ones too
    Given a system that is registered at the API platform
    And the "piv" card of "one-role" is in the reader
    And the person has signed in through the API platform
    And it has refreshed its tokens
    When the system calls "/hello-world/hello/user"
    Then the API answers 200, "Hello User!"
    When CIS2 sends the API platform a logout token for the session
    Then the API platform answers 200
    When the system calls "/hello-world/hello/user"
    Then the API answers 401, "Invalid Access Token"
    When it refreshes its tokens again
    Then the API platform answers 401, "invalid_grant": "refresh_token is invalid"

  @id:API-LOGOUT-02 @req:API-06
  Scenario Outline: A logout token is refused: <part> is <value>
    Given a system that is registered at the API platform
    When CIS2 sends the API platform a logout token, but <part> is <value>
    Then the API platform answers 400 with the description "<description>"

    Examples:
      | part                      | value                    | description                         |
      | logout token claim aud    | "invalid"                | Missing/invalid aud claim in JWT    |
      | logout token claim aud    | left out                 | Missing/invalid aud claim in JWT    |
      | logout token claim iss    | "invalid"                | Missing/invalid iss claim in JWT    |
      | logout token claim iss    | left out                 | Missing/invalid iss claim in JWT    |
      | logout token claim sid    | left out                 | Missing sid claim in JWT            |
      | logout token claim events | {"invalid_event_url":{}} | Missing/invalid events claim in JWT |
      | logout token claim events | left out                 | Missing/invalid events claim in JWT |
      | logout token claim nonce  | "valid_nonce"            | Prohibited nonce claim in JWT       |
      | logout token header kid   | "invalid_kid"            | Unable to verify JWT                |
      | logout token key          | another                  | Unable to verify JWT                |

  @id:API-LOGOUT-03 @req:API-06
  Scenario: The platform does not know the session that the logout token names
    Given a system that is registered at the API platform
    When CIS2 sends the API platform a logout token for another session
    Then the API platform answers 501 with the description "SID not found"

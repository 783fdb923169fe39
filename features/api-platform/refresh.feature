Feature: The NHS API platform refreshes access tokens

  @id:API-REFRESH-01 @req:API-04
  Scenario: A refresh gives new tokens, and the refresh count goes up
    Given a system that is registered at the API platform
    And it has exchanged an ID token
    When it refreshes its tokens
    Then the system gets an access token
    And the answer's "expires_in" is "599"
    And the answer's "token_type" is "Bearer"
    And the answer's "refresh_count" is "1"
    And the answer has no "issued_token_type"
    When it refreshes its tokens again
    Then the answer's "refresh_count" is "2"

  @id:API-REFRESH-02 @req:API-04
  Scenario Outline: A refresh is refused: <field> is <value>
    Given a system that is registered at the API platform
    And it has exchanged an ID token
    When it refreshes its tokens, but form field <field> is <value>
    Then the API platform answers <status>, "<error>": "<description>"

    Examples:
      | field         | value     | status | error                  | description                           |
      | client_id     | left out  | 401    | invalid_request        | client_id is missing                  |
      | client_id     | "invalid" | 401    | invalid_client         | client_id or client_secret is invalid |
      | client_secret | left out  | 401    | invalid_request        | client_secret is missing              |
      | client_secret | "invalid" | 401    | invalid_client         | client_id or client_secret is invalid |
      | refresh_token | left out  | 400    | invalid_request        | refresh_token is missing              |
      | refresh_token | "invalid" | 401    | invalid_grant          | refresh_token is invalid              |
      | grant_type    | left out  | 400    | invalid_request        | grant_type is missing                 |
      | grant_type    | "invalid" | 400    | unsupported_grant_type | grant_type is invalid                 |

  @id:API-REFRESH-03 @req:API-04
  Scenario: A refresh token works only once
    Given a system that is registered at the API platform
    And it has exchanged an ID token
    When it uses the same refresh token twice
    Then the API platform answers 401, "invalid_grant": "refresh_token is invalid"

  @id:API-REFRESH-04 @req:API-04
  Scenario: A refresh token of four milliseconds expires
    Given a system that is registered at the API platform
    And it has exchanged an ID token
    When it refreshes its tokens, but form field _refresh_token_expiry_ms is 4
    Then the system gets an access token
    When 5000 milliseconds pass
    And it refreshes its tokens again
    Then the API platform answers 401, "invalid_grant": "refresh token refresh period has expired"

  @id:API-REFRESH-05 @req:API-04
  Scenario: A refresh is refused after the refresh token has expired
    Given a system that is registered at the API platform
    And it has exchanged an ID token
    When 1 milliseconds pass
    And it refreshes its tokens, but form field _refresh_tokens_validity_ms is 0
    Then the API platform answers 401, "invalid_grant": "refresh token refresh period has expired"

  @id:API-REFRESH-06 @req:API-04
  Scenario: Twelve hours after the exchange, no token can be refreshed
    Given a system that is registered at the API platform
    And it has exchanged an ID token
    When 43200000 milliseconds pass
    And it refreshes its tokens
    Then the API platform answers 401, "invalid_grant": "refresh token refresh period has expired"

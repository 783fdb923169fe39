Feature: The NHS API platform signs a person in for a system
  In this pattern, combined authentication and authorisation, CIS2 knows the platform and not the system.

  @id:API-COMBINED-01 @req:API-05 @needs:reachable-cis2
  Scenario Outline: A person signs in through the platform with a <card> smartcard
    Given a system that is registered at the API platform
    And the "<card>" card of "one-role" is in the reader
    When the person signs in through the API platform
    Then the system gets an access token
    And the answer's "expires_in" is "599"
    And the answer's "refresh_count" is "0"
    And the answer has no "issued_token_type"
    When the system calls "/hello-world/hello/user-aal3"
    Then the API answers 200, "Hello User!"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:API-COMBINED-02 @req:API-05
  Scenario: The platform returns CIS2's userinfo
    Given a system that is registered at the API platform
    And the mock user 656005750104 has signed in through the API platform
    When the system asks the API platform for userinfo
    Then the userinfo is that of the user "656005750104"

  @id:API-COMBINED-03 @req:API-05
  Scenario Outline: A request for authorization is refused: <field> is <value>
    Given a system that is registered at the API platform
    When it asks for authorization, but form field <field> is <value>
    Then the API platform answers <status>, "invalid_request": "<description>"

    Examples:
      | field        | value      | status | description             |
      | redirect_uri | "/invalid" | 400    | redirect_uri is invalid |
      | redirect_uri | left out   | 400    | redirect_uri is missing |
      | client_id    | "invalid"  | 401    | client_id is invalid    |
      | client_id    | left out   | 401    | client_id is missing    |

  @id:API-COMBINED-04 @req:API-05
  Scenario Outline: CIS2 is not asked to authorize an app that <app>
    Given a system whose app <app>
    When it asks for authorization
    Then the API platform answers 401, "access_denied": "<description>"

    Examples:
      | app                     | description                                                                                                                                                           |
      | is revoked              | The developer app associated with the API key is not approved or revoked                                                                                              |
      | is subscribed to no API | API Key supplied does not have access to this resource. Please check the API Key you are using belongs to an app which has sufficient access to access this resource. |

  @id:API-COMBINED-05 @req:API-05
  Scenario Outline: The browser brings the error to the system: <field> is <value>
    Given a system that is registered at the API platform
    When it asks for authorization, but form field <field> is <value>
    Then the browser is sent back to the system with the error "<error>" and the description "<description>"

    Examples:
      | field         | value     | error                     | description              |
      | state         | left out  | invalid_request           | state is missing         |
      | response_type | left out  | invalid_request           | response_type is missing |
      | response_type | "invalid" | unsupported_response_type | response_type is invalid |

  @id:API-COMBINED-06 @req:API-05
  Scenario Outline: A code is not redeemed: <field> is <value>
    Given a system that is registered at the API platform
    When it redeems a code, but form field <field> is <value>
    Then the API platform answers <status>, "<error>": "<description>"

    Examples:
      | field         | value     | status | error                  | description                           |
      | grant_type    | "invalid" | 400    | unsupported_grant_type | grant_type is invalid                 |
      | grant_type    | left out  | 400    | invalid_request        | grant_type is missing                 |
      | client_id     | left out  | 401    | invalid_request        | client_id is missing                  |
      | client_id     | "invalid" | 401    | invalid_client         | client_id or client_secret is invalid |
      | client_secret | "invalid" | 401    | invalid_client         | client_id or client_secret is invalid |
      | client_secret | left out  | 401    | invalid_request        | client_secret is missing              |
      | redirect_uri  | "invalid" | 400    | invalid_request        | redirect_uri is invalid               |
      | redirect_uri  | left out  | 400    | invalid_request        | redirect_uri is missing               |
      | code          | "invalid" | 400    | invalid_grant          | authorization_code is invalid         |
      | code          | left out  | 400    | invalid_request        | authorization_code is missing         |

  @id:API-COMBINED-07 @req:API-05
  Scenario: A browser can come back from CIS2 only once
    Given a system that is registered at the API platform
    When the browser comes back to the API platform twice
    Then the API platform answers 400, "invalid_request": "Invalid state parameter."

  @id:API-COMBINED-08 @req:API-05
  Scenario: A token request without a form is refused
    Given a system that is registered at the API platform
    When it redeems a code without a form
    Then the API platform answers 415, "invalid_request": "Content-Type header must be application/x-www-form-urlencoded"

  @id:API-COMBINED-09 @req:API-05
  Scenario Outline: <path> does not accept <method>
    Given a system that is registered at the API platform
    When a program sends a "<method>" request to "<path>" of the API platform
    Then the API platform answers 405

    Examples:
      | method | path              |
      | GET    | /oauth2/token     |
      | POST   | /oauth2/authorize |

  @id:API-COMBINED-10 @req:API-05
  Scenario: An app that is subscribed to no API gets no tokens
    Given a system whose app is subscribed to no API
    When it refreshes its tokens
    Then the API platform answers 401, "access_denied": "API Key supplied does not have access to this resource. Please check the API Key you are using belongs to an app which has sufficient access to access this resource."

Feature: The NHS API platform exchanges an ID token for an access token
  The statuses and texts are those of the platform's own public tests, in NHSDigital/identity-service-api.

  @id:API-EXCHANGE-01 @req:API-01
  Scenario Outline: A sign-in with a <card> smartcard leads to a call of an API
    Given a system that is registered at the API platform
    And the "<card>" card of "one-role" is in the reader
    And the person has signed in
    When the system exchanges the ID token
    Then the system gets an access token
    And the answer's "expires_in" is "599"
    And the answer's "token_type" is "Bearer"
    And the answer's "issued_token_type" is "urn:ietf:params:oauth:token-type:access_token"
    And the answer's "refresh_token_expires_in" is "43199"
    And the answer's "refresh_count" is "0"
    When the system calls "/hello-world/hello/user-aal3"
    Then the API answers 200, "Hello User!"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:API-EXCHANGE-02 @req:API-02
  Scenario Outline: The form of an exchange: <part> is <value>
    Given a system that is registered at the API platform
    When it exchanges an ID token, but <part> is <value>
    Then the API platform answers <status>, "<error>": "<description>"

    Examples:
      | part                             | value            | status | error           | description                                                                                                 |
      | form field client_assertion_type | "invalid"        | 400    | invalid_request | Missing or invalid client_assertion_type - must be 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' |
      | form field client_assertion_type | left out         | 400    | invalid_request | Missing or invalid client_assertion_type - must be 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' |
      | form field subject_token_type    | "invalid"        | 400    | invalid_request | missing or invalid subject_token_type - must be 'urn:ietf:params:oauth:token-type:id_token'                 |
      | form field subject_token_type    | left out         | 400    | invalid_request | missing or invalid subject_token_type - must be 'urn:ietf:params:oauth:token-type:id_token'                 |
      | form field grant_type            | "invalid"        | 400    | invalid_request | grant_type is invalid                                                                                       |
      | form field grant_type            | left out         | 400    | invalid_request | grant_type is invalid                                                                                       |
      | form field subject_token         | "invalid"        | 400    | invalid_request | Malformed JWT in subject_token                                                                              |
      | form field subject_token         | left out         | 400    | invalid_request | Missing subject_token                                                                                       |
      | form field client_assertion      | "invalid"        | 400    | invalid_request | Malformed JWT in client_assertion                                                                           |
      | form field client_assertion      | left out         | 400    | invalid_request | Missing client_assertion                                                                                    |
      | content type                     | application/json | 415    | invalid_request | Content-Type header must be application/x-www-form-urlencoded                                               |

  @id:API-EXCHANGE-03 @req:API-02
  Scenario Outline: The header of the client assertion: <part> is <value>
    Given a system that is registered at the API platform
    When it exchanges an ID token, but <part> is <value>
    Then the API platform answers <status>, "<error>": "<description>"

    Examples:
      | part                        | value     | status | error           | description                                                                                |
      | client assertion header kid | left out  | 400    | invalid_request | Missing 'kid' header in client_assertion JWT                                               |
      | client assertion header kid | "invalid" | 401    | invalid_request | Invalid 'kid' header in client_assertion JWT - no matching public key                      |
      | client assertion header typ | "invalid" | 400    | invalid_request | Invalid 'typ' header in client_assertion JWT - must be 'JWT'                               |
      | client assertion header typ | null      | 400    | invalid_request | Invalid 'typ' header in client_assertion JWT - must be 'JWT'                               |
      | client assertion header alg | "HS512"   | 400    | invalid_request | Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm - must be 'RS512' |
      | client assertion header alg | "HS256"   | 400    | invalid_request | Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm - must be 'RS512' |
      | client assertion header alg | "RS256"   | 400    | invalid_request | Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm - must be 'RS512' |
      | client assertion header alg | "none"    | 400    | invalid_request | Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm - must be 'RS512' |

  @id:API-EXCHANGE-04 @req:API-02
  Scenario Outline: The client assertion: <part> is <value>
    Given a system that is registered at the API platform
    When it exchanges an ID token, but <part> is <value>
    Then the API platform answers <status>, "<error>": "<description>"

    Examples:
      | part                            | value               | status | error            | description                                                                                |
      | client assertion claims iss+sub | "invalid"           | 401    | invalid_request  | Invalid 'iss'/'sub' claims in client_assertion JWT                                         |
      | client assertion claim iss      | "invalid"           | 400    | invalid_request  | Missing or non-matching 'iss'/'sub' claims in client_assertion JWT                         |
      | client assertion claim iss      | left out            | 400    | invalid_request  | Missing or non-matching 'iss'/'sub' claims in client_assertion JWT                         |
      | client assertion claim sub      | "invalid"           | 400    | invalid_request  | Missing or non-matching 'iss'/'sub' claims in client_assertion JWT                         |
      | client assertion claim sub      | left out            | 400    | invalid_request  | Missing or non-matching 'iss'/'sub' claims in client_assertion JWT                         |
      | client assertion claim jti      | left out            | 400    | invalid_request  | Missing 'jti' claim in client_assertion JWT                                                |
      | client assertion claim jti      | 1234567890          | 400    | invalid_request  | Invalid 'jti' claim in client_assertion JWT - must be a unique string value such as a GUID |
      | client assertion claim aud      | "invalid"           | 401    | invalid_request  | Missing or invalid 'aud' claim in client_assertion JWT                                     |
      | client assertion claim aud      | left out            | 401    | invalid_request  | Missing or invalid 'aud' claim in client_assertion JWT                                     |
      | client assertion claim exp      | left out            | 400    | invalid_request  | Missing 'exp' claim in client_assertion JWT                                                |
      | client assertion claim exp      | 50000 s ahead       | 400    | invalid_request  | Invalid 'exp' claim in client_assertion JWT - more than 5 minutes in future                |
      | client assertion claim exp      | 360 s ahead         | 400    | invalid_request  | Invalid 'exp' claim in client_assertion JWT - more than 5 minutes in future                |
      | client assertion claim exp      | 300 s ahead as text | 400    | invalid_request  | Invalid 'exp' claim in client_assertion JWT - must be an integer                           |
      | client assertion claim exp      | 20 s ago            | 400    | invalid_request  | Invalid 'exp' claim in client_assertion JWT - JWT has expired                              |
      | client assertion key            | another             | 401    | public_key error | JWT signature verification failed                                                          |

  @id:API-EXCHANGE-05 @req:API-02
  Scenario: A client assertion is accepted only once
    Given a system that is registered at the API platform
    When the system sends the same client assertion twice
    Then the API platform answers 400, "invalid_request": "Non-unique 'jti' claim in client_assertion JWT"

  @id:API-EXCHANGE-06 @req:API-02
  Scenario Outline: The ID token: <part> is <value>
    Given a system that is registered at the API platform
    When it exchanges an ID token, but <part> is <value>
    Then the API platform answers <status>, "<error>": "<description>"

    Examples:
      | part                     | value               | status | error            | description                                                        |
      | subject token header kid | left out            | 400    | invalid_request  | Missing 'kid' header in subject_token JWT                          |
      | subject token header kid | "invalid"           | 401    | invalid_request  | Invalid 'kid' header in subject_token JWT - no matching public key |
      | subject token header typ | "invalid"           | 400    | invalid_request  | Invalid 'typ' header in subject_token JWT - must be 'JWT'          |
      | subject token header typ | null                | 400    | invalid_request  | Invalid 'typ' header in subject_token JWT - must be 'JWT'          |
      | subject token header alg | left out            | 400    | invalid_request  | Missing 'alg' header in subject_token JWT                          |
      | subject token claim iss  | left out            | 400    | invalid_request  | Missing 'iss' claim in subject_token JWT                           |
      | subject token claim iss  | "https://cis2.test" | 400    | invalid_request  | Missing or non-matching 'iss' claim in subject_token JWT           |
      | subject token claim aud  | left out            | 401    | invalid_request  | Missing 'aud' claim in subject_token JWT                           |
      | subject token claim exp  | left out            | 400    | invalid_request  | Missing 'exp' claim in subject_token JWT                           |
      | subject token claim exp  | 300 s ahead as text | 400    | invalid_request  | Invalid 'exp' claim in subject_token JWT - must be an integer      |
      | subject token claim exp  | 1 s ago             | 400    | invalid_request  | Invalid 'exp' claim in subject_token JWT - JWT has expired         |
      | subject token key        | another             | 401    | public_key error | JWT signature verification failed                                  |

  @id:API-EXCHANGE-07 @req:API-02
  Scenario Outline: An app that <app>
    Given a system whose app <app>
    When it exchanges an ID token
    Then the API platform answers <status>, "<error>": "<description>"

    Examples:
      | app                                                         | status | error               | description                                                                                                         |
      | is revoked                                                  | 401    | invalid_request     | Invalid 'iss'/'sub' claims in client_assertion JWT                                                                  |
      | is subscribed to no API                                     | 401    | invalid_request     | Invalid 'iss'/'sub' claims in client_assertion JWT                                                                  |
      | has registered no public key                                | 403    | public_key error    | You need to register a public key to use this authentication method - please contact support to configure           |
      | has registered an address without a path for its keys       | 403    | public_key error    | The JWKS endpoint, for your client_assertion can't be reached                                                       |
      | has registered an address for its keys where there are none | 403    | public_key error    | The JWKS endpoint, for your client_assertion can't be reached                                                       |
      | has registered another public key by the same name          | 401    | public_key error    | JWT signature verification failed                                                                                   |
      | has a scope for level 2 alone                               | 401    | unauthorized_client | you have tried to request authorization but your application is not configured to use this authorization grant type |

  @id:API-EXCHANGE-08 @req:API-02
  Scenario Outline: Of two faults the platform names the first: <part> before <other>
    Given a system that is registered at the API platform
    When it exchanges an ID token with two faults: <part> is <value>, and <other> is <other value>
    Then the API platform answers 400, "invalid_request": "<description>"

    Examples:
      | part                        | value       | other                       | other value | description                                                                                |
      | client assertion header alg | "none"      | client assertion claim exp  | 20 s ago    | Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm - must be 'RS512' |
      | client assertion claim exp  | 20 s ago    | client assertion header kid | left out    | Invalid 'exp' claim in client_assertion JWT - JWT has expired                              |
      | client assertion header kid | left out    | client assertion header typ | "invalid"   | Missing 'kid' header in client_assertion JWT                                               |
      | client assertion header typ | "invalid"   | client assertion claim exp  | left out    | Invalid 'typ' header in client_assertion JWT - must be 'JWT'                               |
      | client assertion claim exp  | left out    | client assertion claim iss  | "other"     | Missing 'exp' claim in client_assertion JWT                                                |
      | client assertion claim iss  | "other"     | client assertion claim jti  | left out    | Missing or non-matching 'iss'/'sub' claims in client_assertion JWT                         |
      | client assertion claim jti  | left out    | client assertion claim exp  | 360 s ahead | Missing 'jti' claim in client_assertion JWT                                                |
      | client assertion claim exp  | 360 s ahead | client assertion claim aud  | "other"     | Invalid 'exp' claim in client_assertion JWT - more than 5 minutes in future                |
      | subject token header kid    | left out    | subject token claim iss     | left out    | Missing 'kid' header in subject_token JWT                                                  |
      | subject token claim exp     | left out    | subject token claim iss     | left out    | Missing 'exp' claim in subject_token JWT                                                   |

  @id:API-EXCHANGE-09 @req:API-03
  Scenario Outline: An app for both levels exchanges an ID token of level <level>
    Given a system that is registered at the API platform
    When it exchanges an ID token of level <level>
    Then the API platform answers <status>

    Examples:
      | level | status |
      | 3     | 200    |
      | 2     | 200    |
      | 1     | 401    |

  @id:API-EXCHANGE-10 @req:API-04
  Scenario Outline: If a system asks for an access token for <asked> milliseconds, the token is valid for <life> seconds
    Given a system that is registered at the API platform
    When it exchanges an ID token, but form field _access_token_expiry_ms is <asked>
    Then the system gets an access token
    And the answer's "expires_in" is "<life>"

    Examples:
      | asked   | life |
      | 100000  | 99   |
      | 500000  | 499  |
      | 700000  | 599  |
      | 1000000 | 599  |

  @id:API-EXCHANGE-11 @req:API-02
  Scenario: A password does not give a token
    Given a system that is registered at the API platform
    When it asks for a token by a password
    Then the API platform answers 400, "unsupported_grant_type": "grant_type is invalid"

  @id:API-EXCHANGE-12 @req:API-05
  Scenario: There is no userinfo for an exchanged token
    Given a system that is registered at the API platform
    And it has exchanged an ID token
    When the system asks the API platform for userinfo
    Then the API platform answers 400, "invalid_request": "The Userinfo endpoint is only supported for Combined Auth integrations. Currently this is only for NHS CIS2 authentications - for more guidance see https://digital.nhs.uk/developer/guides-and-documentation/security-and-authorisation/user-restricted-restful-apis-nhs-cis2-combined-authentication-and-authorisation"

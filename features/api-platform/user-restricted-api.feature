Feature: User-restricted APIs of the NHS API platform

  @id:API-CALL-01 @req:API-07
  Scenario Outline: An API is called with <token>
    Given a system that is registered at the API platform
    When the system calls "/hello-world/hello/user" with <token>
    Then the API answers 401, "<fault>"
    And the API answers 401, "<code>"

    Examples:
      | token            | fault                | code                                       |
      | no token         | Invalid access token | oauth.v2.InvalidAccessToken                |
      | an empty token   | Invalid access token | oauth.v2.InvalidAccessToken                |
      | an unknown token | Invalid Access Token | keymanagement.service.invalid_access_token |

  @id:API-CALL-02 @req:API-07
  Scenario: An access token expires after ten minutes
    Given a system that is registered at the API platform
    And it has exchanged an ID token
    When 600000 milliseconds pass
    And the system calls "/hello-world/hello/user"
    Then the API answers 401, "keymanagement.service.access_token_expired"

  @id:API-CALL-03 @req:API-03
  Scenario Outline: A token of level <level> calls <path>
    Given a system that is registered at the API platform
    When it exchanges an ID token of level <level>
    And the system calls "<path>"
    Then the API answers <status>, "<text>"

    Examples:
      | level | path                         | status | text                             |
      | 3     | /hello-world/hello/user      | 200    | Hello User!                      |
      | 3     | /hello-world/hello/user-aal3 | 200    | Hello User!                      |
      | 2     | /hello-world/hello/user      | 200    | Hello User!                      |
      | 2     | /hello-world/hello/user-aal3 | 403    | steps.oauth.v2.InsufficientScope |

  @id:API-ROLE-01 @req:API-08
  Scenario: A person with several roles calls an API with one of them
    Given the APIs check the role in which a person calls them
    And a system that is registered at the API platform
    And the mock user 656005750104 has signed in through the API platform
    When the system calls "/hello-world/hello/user"
    Then the API answers 401, "multiple roles found in user info, please check NHSD-Session-URID"
    When the system calls "/hello-world/hello/user" with the role "656014452101"
    Then the API answers 200, "Hello User!"
    When the system calls "/hello-world/hello/user" with the role "notAuserRole123"
    Then the API answers 401, "NHSD-Session-URID is invalid"

  @id:API-ROLE-02 @req:API-08 @needs:reachable-cis2
  Scenario Outline: The roles in the userinfo of CIS2 cannot be used: <fault>
    Given the APIs check the role in which a person calls them
    And a system that is registered at the API platform
    And CIS2 shows the API platform the fault "<fault>"
    And the "piv" card of "one-role" is in the reader
    When the person signs in through the API platform
    And the system calls "/hello-world/hello/user"
    Then the API answers <status>, "<text>"

    Examples:
      | fault                    | status | text                                                             |
      | userinfo-missing-roles   | 401    | no userroles available, please check NHSD-Session-URID is valid  |
      | userinfo-roles-malformed | 401    | nhsid_nrbac_roles is misconfigured/invalid                       |
      | userinfo-refused         | 500    | unable to retrieve user info                                     |

  @id:API-ROLE-03 @req:API-08
  Scenario: An access token from an exchange works only if the ID token names the role
    Given the APIs check the role in which a person calls them
    And a system that is registered at the API platform
    And it has exchanged an ID token
    When the system calls "/hello-world/hello/user"
    Then the API answers 401, "selected_roleid is missing in your token"
    When the system calls "/hello-world/hello/user" with the role "555254240107"
    Then the API answers 500, "unable to retrieve user info"

  @id:API-ROLE-04 @req:API-08
  Scenario Outline: The ID token of an exchange has selected_roleid <value>
    Given the APIs check the role in which a person calls them
    And a system that is registered at the API platform
    And it has exchanged an ID token whose selected_roleid is <value>
    When the system calls "/hello-world/hello/user"
    Then the API answers <status>, "<text>"

    Examples:
      | value          | status | text                                     |
      | ""             | 401    | selected_roleid is misconfigured/invalid |
      | 555254240107   | 401    | selected_roleid is misconfigured/invalid |
      | "555254240107" | 200    | Hello User!                              |

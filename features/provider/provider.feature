Feature: CIS2 as an OpenID provider

  @id:PROVIDER-01 @req:CIS2-01
  Scenario Outline: The <network> issuer publishes its discovery document and keys
    When a relying party reads the discovery document of the "<network>" network
    Then it names the issuer of the "<network>" network
    And it names the endpoints of the real service
    And its key set can be read

    Examples:
      | network  |
      | internet |
      | hscn     |

  @id:PROVIDER-02 @req:CIS2-02
  Scenario: Only the authorization code flow is offered
    When a relying party reads the discovery document of the "internet" network
    Then the only response type is "code"

  @id:PROVIDER-03 @req:CIS2-03
  Scenario Outline: A relying party authenticates with <method>
    Given the relying party authenticates with "<method>"
    And the "<card>" card of "one-role" is in the reader
    When the person signs in
    Then the relying party gets a valid sign-in of "one-role"

    Examples:
      | card    | method              |
      | piv     | client_secret_basic |
      | piv     | client_secret_post  |
      | piv     | private_key_jwt     |
      | series8 | client_secret_basic |
      | series8 | client_secret_post  |
      | series8 | private_key_jwt     |

  @id:PROVIDER-04 @req:CIS2-04
  Scenario Outline: The ID token names the user, the authentication method and the assurance levels
    Given the "<card>" card of "one-role" is in the reader
    When the person signs in
    Then the ID token holds these claims
      | claim                          | value    |
      | acr                            | "AAL3_ANY" |
      | id_assurance_level             | 3        |
      | authentication_assurance_level | 3        |
    And the ID token's "sub" is the person's user id
    And the ID token says that the person authenticated just now

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:PROVIDER-05 @req:CIS2-05
  Scenario Outline: The scope <scope> brings its claims
    Given the system asks for the scope "openid <scope>"
    And the "<card>" card of "one-role" is in the reader
    When the person signs in
    Then the userinfo holds exactly the claims "<claims>" besides sub

    Examples:
      | card    | scope              | claims                          |
      | piv     | profile            | name family_name given_name uid |
      | piv     | email              | email                           |
      | piv     | nationalrbacaccess | nhsid_nrbac_roles nhsid_useruid |
      | piv     | associatedorgs     | nhsid_user_orgs nhsid_useruid   |
      | series8 | profile            | name family_name given_name uid |
      | series8 | email              | email                           |
      | series8 | nationalrbacaccess | nhsid_nrbac_roles nhsid_useruid |
      | series8 | associatedorgs     | nhsid_user_orgs nhsid_useruid   |

  @id:PROVIDER-06 @req:CIS2-02 @req:CIS2-03
  Scenario Outline: PKCE is accepted, and is not required
    Given the relying party <uses> PKCE
    And the "<card>" card of "one-role" is in the reader
    When the person signs in
    Then the relying party gets a valid sign-in of "one-role"

    Examples:
      | card    | uses         |
      | piv     | uses         |
      | piv     | does not use |
      | series8 | uses         |
      | series8 | does not use |

  @id:PROVIDER-07 @req:NHS-16
  Scenario: The person selects Smartcard and then Continue
    When the person arrives at CIS2
    Then the page offers "Smartcard"
    And the page has a button "Continue"

Feature: Signing in with another authenticator than a smartcard
  People have seven authenticators. CIS2 offers those that are enough for the system. Six of them use no card.
  The tokens and records of such a sign-in say that no card was used.

  @id:WITHOUT-CARD-01 @req:CIS2-18
  Scenario: Only the smartcard is offered, unless sign-in without a card is switched on
    Given the system asks for the authentication "AAL2_OR_AAL3_ANY"
    When the person arrives at CIS2
    Then the page offers the authenticators "Smartcard" and no others

  @id:WITHOUT-CARD-02 @req:CIS2-18
  Scenario Outline: CIS2 offers the authenticators that are enough for <acr_values>
    Given people can sign in without a card
    And the system asks for the authentication "<acr_values>"
    When the person arrives at CIS2
    Then the page offers the authenticators "<authenticators>" and no others

    Examples:
      | acr_values        | authenticators                                                                                                              |
      | AAL2_OR_AAL3_ANY  | Smartcard, Security key, Windows Hello, iPad app, Authenticator app, NHSmail or NHS.net Connect account, Passkey |
      | AAL3_ANY          | Smartcard, Security key, Windows Hello, iPad app                                                                            |
      | AAL2_TOTP         | Authenticator app                                                                                                           |
      | AAL3_N3_SMARTCARD | Smartcard                                                                                                                   |

  @id:WITHOUT-CARD-03 @req:CIS2-18
  Scenario: A person at AAL2 cannot sign in to a system that asks for AAL3
    Given people can sign in without a card
    And the system asks for the authentication "AAL3_ANY"
    When "one-role" tries to sign in with "authenticator-app", which the page does not offer
    Then the page says that the sign-in is refused with "AUTHENTICATOR_NOT_OFFERED"

  @id:WITHOUT-CARD-04 @req:CIS2-18 @req:CIS2-04
  Scenario Outline: AAL2_OR_AAL3_ANY accepts both levels, and the system sees that it was <authenticator>
    Given people can sign in without a card
    And the system asks for the authentication "AAL2_OR_AAL3_ANY"
    When "one-role" signs in with "<authenticator>", chosen from the list of people
    Then the system sees the level <level> and the amr "<amr>"
    And the journal says that no card took part, but "<authenticator>"

    Examples:
      | authenticator     | level | amr     |
      | authenticator-app | 2     | TOTP    |
      | nhs-mail          | 2     | NHSMAIL |
      | security-key      | 3     | FIDO2   |

  @id:WITHOUT-CARD-05 @req:CIS2-18 @req:CIS2-04
  Scenario: AAL2_OR_AAL3_ANY also accepts the smartcard, and the system sees that it was the card
    Given people can sign in without a card
    And the system asks for the authentication "AAL2_OR_AAL3_ANY"
    And the "piv" card of "one-role" is in the reader
    When the person signs in on the pages of CIS2
    Then the system sees the level 3 and the amr "CIS2_SMARTCARD"
    And the journal says that a card took part

  @id:WITHOUT-CARD-06 @req:CIS2-19
  Scenario Outline: If a system asks for a higher level than the session has, CIS2 asks for the card
    Given people can sign in without a card
    And the system asks for the authentication "AAL2_OR_AAL3_ANY"
    And the "<card>" card of "one-role" is in the reader
    And "one-role" signs in with "passkey", chosen from the list of people
    When the system asks for the authentication "AAL3_ANY" in the same browser
    Then the page offers the authenticators "Smartcard" and no others
    When the person signs in on the pages of CIS2
    Then the system sees the level 3 and the amr "CIS2_SMARTCARD"

    Examples:
      | card    |
      | piv     |
      | series8 |

  @id:WITHOUT-CARD-07 @req:CIS2-18 @req:NHS-23
  Scenario: A person and a role are two clicks away
    Given people can sign in without a card
    And the system asks for the authentication "AAL3_ANY"
    When the person arrives at CIS2
    And selects "two-roles" in the list of people
    And selects the first role that the page lists
    Then the system gets the role that the person selected

Feature: What a PIV card shows before and after the passcode

  @id:PIV-01 @req:PIV-01 @req:NHS-04
  Scenario: The certificate is read without a passcode
    Given the "piv" card of "one-role" is in the reader
    Then the authentication certificate on the card names "one-role"

  @id:PIV-02 @req:PIV-02
  Scenario: The authentication key does not sign before the passcode
    Given the "piv" card of "one-role" is in the reader
    Then the card answers "6982" when it is asked to sign

  @id:PIV-03 @req:NHS-06
  Scenario Outline: A card with <keys> keys signs in
    Given the "piv" card of "one-role" with "<keys>" keys is in the reader
    When the person signs in
    Then the relying party gets a valid sign-in of "one-role"

    Examples:
      | keys     |
      | rsa-2048 |
      | p-256    |

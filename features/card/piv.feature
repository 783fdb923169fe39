Feature: What PIV cards can be

  @id:PIV-03 @req:NHS-06
  Scenario Outline: A card with <keys> keys signs in
    Given the "piv" card of "one-role" with "<keys>" keys is in the reader
    When the person signs in
    Then the system gets a valid sign-in of "one-role"

    Examples:
      | keys     |
      | rsa-2048 |
      | p-256    |
      | p-384    |
      | rsa-3072 |

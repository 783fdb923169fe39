Feature: What a card answers, command by command
  The cases are in src/conformance/apdu-suite, each with the clause it comes from. They can be put to any card.

  @id:APDU-01
  Scenario Outline: A card answers as it should if it is only read: <group>
    Given the "<card>" card of "one-role" is in the reader
    Then the card passes the cases of "<group>" that only read

    @req:CARD-02
    Examples:
      | card | group                                   |
      | piv  | Selecting the application               |
      | piv  | Reading data objects                    |
      | piv  | Verifying the passcode                  |
      | piv  | Private keys                            |
      | piv  | Card authentication key                 |
      | piv  | Chaining, answers in parts, and classes |

    @req:CARD-03
    Examples:
      | card    | group                                   |
      | series8 | Selecting the application and its files |
      | series8 | Reading files without the passcode      |
      | series8 | Verifying the passcode                  |
      | series8 | Signing                                 |
      | series8 | Challenges, classes and instructions    |

  @id:APDU-02 @destructive
  Scenario Outline: A card answers as it should if tries are spent, and gets all tries back: <group>
    Given the "<card>" card of "one-role" is in the reader
    Then the card passes the cases of "<group>" that spend tries, and has all its tries afterwards

    @req:CARD-02
    Examples:
      | card | group                             |
      | piv  | Verifying the passcode            |
      | piv  | Changing the passcode and the PUK |
      | piv  | Unlocking the passcode            |

    @req:CARD-03
    Examples:
      | card    | group                                          |
      | series8 | Verifying the passcode                         |
      | series8 | Changing the passcode                          |
      | series8 | Giving the tries back with the unblocking code |

  @id:APDU-03 @destructive
  Scenario Outline: A card answers as it should if it is written to: <group>
    Given the "<card>" card of "one-role" is in the reader
    Then the card passes the cases of "<group>" that write

    @req:CARD-02
    Examples:
      | card | group                                   |
      | piv  | Changing the passcode and the PUK       |
      | piv  | Unlocking the passcode                  |
      | piv  | Writing data objects                    |
      | piv  | Administration key                      |
      | piv  | Making key pairs                        |
      | piv  | Chaining, answers in parts, and classes |

    @req:CARD-03
    Examples:
      | card    | group                                          |
      | series8 | Changing the passcode                          |
      | series8 | Giving the tries back with the unblocking code |
      | series8 | Writing files                                  |

  @id:APDU-04 @needs:every-try @req:CARD-02
  Scenario Outline: A card answers as it should, even at the last try: <group>
    Given the "<card>" card of "one-role" is in the reader
    Then the card passes the cases of "<group>" that go to the last try

    Examples:
      | card | group                  |
      | piv  | Verifying the passcode |
      | piv  | Unlocking the passcode |

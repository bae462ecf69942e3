using FeedHandler.Native;

namespace FeedHandler.Ring;

/// <summary>How the opening of a shared ring ended, and why.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Detail">One line for a log: which file, what was wrong, what to do.</param>
public readonly record struct SharedRingResult(SharedRingStatus Status, string Detail)
{
    /// <summary>Whether the ring is open.</summary>
    public bool IsOpened => Status == SharedRingStatus.Opened;

    /// <summary>The reason alone.</summary>
    public override string ToString() => $"{Status}: {Detail}";

    internal static SharedRingResult Refused(NativeResult call) => call.Status == NativeStatus.NotSupported
        ? new(SharedRingStatus.NotSupported, $"{call}")
        : new(SharedRingStatus.SystemRefused, $"{call}{Advice(call.Errno)}");

    private static string Advice(int errno) => errno switch
    {
        NoSpace => ": make room there, or ask for fewer events, instruments or orders",
        IsLink => ": it is a link, and links are not followed: name the file itself",
        IsFolder => ": it is a folder: name a file",
        NotPermitted => ": choose a path that you may use",
        _ => "",
    };

    private const int NotPermitted = 13;
    private const int IsFolder = 21;
    private const int NoSpace = 28;
    private const int IsLink = 40;
}

/// <summary>How the opening of a shared ring ended.</summary>
public enum SharedRingStatus
{
    /// <summary>This operating system has no such rings.</summary>
    NotSupported = 0,

    /// <summary>It is open.</summary>
    Opened = 1,

    /// <summary>There is no such file: no writer has been there yet.</summary>
    NotFound = 2,

    /// <summary>Its writer is making it at this moment, or died while it did: try again.</summary>
    NotReady = 3,

    /// <summary>The file is something else. It was left alone.</summary>
    NotARing = 4,

    /// <summary>Another version of this program made it, with another layout.</summary>
    OtherVersion = 5,

    /// <summary>It holds other events: another type, or another form of it.</summary>
    OtherEvent = 6,

    /// <summary>It is shorter than it says, or its description contradicts itself.</summary>
    Corrupt = 7,

    /// <summary>Another writer, in this process or another, has it open.</summary>
    HasWriter = 8,

    /// <summary>It belongs to somebody else, or others than its owner may open it.</summary>
    NotPrivate = 9,

    /// <summary>The system refused a call: no room, no permission.</summary>
    SystemRefused = 10,
}

using System.Runtime.InteropServices;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>What became of a message that was to be encoded.</summary>
/// <param name="Status">complete, or what was wrong</param>
/// <param name="Element">the message, field, group or data that is wrong; the message when complete</param>
/// <param name="Length">bytes written, header included; 0 when not complete</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DynamicEncodeResult(DynamicEncodeStatus Status, string Element, int Length)
{
    /// <summary>Whether the message is in the destination.</summary>
    public bool IsComplete => Status == DynamicEncodeStatus.Complete;

    /// <summary>One sentence for people.</summary>
    /// <returns>such as "WrongType: Price"</returns>
    public override string ToString() => IsComplete ? $"{Element}: {Length} bytes" : $"{Status}: {Element}";
}

/// <summary>How encoding of a message ended.</summary>
public enum DynamicEncodeStatus
{
    /// <summary>The message is in the destination.</summary>
    Complete,

    /// <summary>The acting version is below zero or above the schema's.</summary>
    VersionOutOfRange,

    /// <summary>The schema has no such message.</summary>
    UnknownTemplate,

    /// <summary>A block has no field, group or data of that name, or a composite no such member.</summary>
    UnknownElement,

    /// <summary>A value has another type than the field, or another number of elements.</summary>
    WrongType,

    /// <summary>A group has more entries than its dimension can carry or the schema allows.</summary>
    TooManyEntries,

    /// <summary>Data has more bytes than its length can carry or the schema allows.</summary>
    DataTooLong,

    /// <summary>A block is longer than its header can say.</summary>
    BlockTooLong,

    /// <summary>The destination has too few bytes.</summary>
    DestinationTooShort,
}

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

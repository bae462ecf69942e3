namespace FeedHandler.Codecs.Tests.Cme;

/// <summary>One field of a block as it lies on the wire.</summary>
internal sealed record WireField(int Tag, string Name, int Since, int Offset, WireType Type, long? Constant)
{
    /// <summary>First byte behind the field; its offset when the field is constant.</summary>
    public int End => Offset + (Constant is null ? Type.SizeBytes : 0);

    /// <summary>Everything that has to agree between two descriptions of the same field.</summary>
    public string Layout => Constant is long value ? $"constant {value}" : $"@{Offset} {Type.Shape}";
}

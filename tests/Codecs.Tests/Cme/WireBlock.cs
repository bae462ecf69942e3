namespace FeedHandler.Codecs.Tests.Cme;

/// <summary>A fixed block: the root of a message, or one entry of a group.</summary>
internal sealed record WireBlock(string Path, int LengthBytes, IReadOnlyList<WireField> Fields)
{
    /// <summary>The fields that a version has, by tag.</summary>
    public Dictionary<int, WireField> FieldsAt(int version) => Fields.Where(f => f.Since <= version).ToDictionary(f => f.Tag);

    /// <summary>
    /// Block length that a version writes: up to the first field it does not have, unless that field took over padding.
    /// </summary>
    public int LengthBytesAt(int version)
    {
        WireField[] later = [.. Fields.Where(f => f.Since > version && f.Constant is null)];
        bool endsInPadding = later.Length == 0 || Fields.Max(f => f.End) < LengthBytes;
        return endsInPadding ? LengthBytes : later.Min(f => f.Offset);
    }
}

namespace FeedHandler.Codecs.Tests.Cme;

/// <summary>A fixed block: the root of a message, or one entry of a group.</summary>
internal sealed record WireBlock(string Path, int LengthBytes, IReadOnlyList<WireField> Fields)
{
    /// <summary>The fields that a version has, by tag.</summary>
    public Dictionary<int, WireField> FieldsAt(int version) => Fields.Where(f => f.Since <= version).ToDictionary(f => f.Tag);
}

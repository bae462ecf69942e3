namespace FeedHandler.Codecs.Dynamic;

/// <summary>Names of character encodings.</summary>
internal static class TextEncoding
{
    public static bool IsUtf8(string name)
        => string.Equals(name, "UTF-8", StringComparison.OrdinalIgnoreCase) || string.Equals(name, "UTF8", StringComparison.OrdinalIgnoreCase);
}

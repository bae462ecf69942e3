using System.Text;

namespace FeedHandler.Codecs.Generator;

/// <summary>Turns names of a schema into C# identifiers.</summary>
internal static class Identifiers
{
    /// <summary>
    /// The schema's name with a capital first letter. Keywords start with a small letter, so none can come out but those that start with
    /// an underscore; a lone underscore would change what a discard means.
    /// </summary>
    public static string Pascal(string name)
    {
        StringBuilder text = new StringBuilder(name.Length + 1);
        foreach (char character in name)
            text.Append(IsIdentifierPart(character) ? character : '_');
        if (text.Length == 0 || char.IsDigit(text[0]))
            text.Insert(0, '_');
        text[0] = char.ToUpperInvariant(text[0]);
        string identifier = text.ToString();
        return identifier is "_" or "__arglist" or "__makeref" or "__reftype" or "__refvalue" ? identifier + "_" : identifier;
    }

    private static bool IsIdentifierPart(char character)
        => character is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}

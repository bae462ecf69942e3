using System.Globalization;
using System.Text;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>Names that a schema gives, as a terminal may show them: in the form that text of messages has.</summary>
public static class PlainName
{
    /// <summary>The name, with what would move a cursor, or turn or hide what stands beside it, as <c>\x9B</c> or <c>\u202E</c>.</summary>
    /// <param name="name">a name of a schema, or any other text of it</param>
    /// <returns>the same text where nothing in it acts</returns>
    public static string Of(string name)
    {
        if (!ContainsActing(name))
            return name;
        Span<char> room = new char[name.Length * TextSpan.EscapeLength];
        TextSpan text = new TextSpan(room);
        foreach (Rune rune in name.EnumerateRunes())
            text.AppendRune(rune);
        text.TryEnd(out int length);
        return new(room[..length]);
    }

    /// <summary>Whether a rune acts on a terminal instead of being shown.</summary>
    /// <param name="rune">any rune</param>
    /// <returns>true for controls, formats, and separators of lines and paragraphs</returns>
    public static bool CanAct(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // Letter by letter: an enumerator of a text is an object.
    private static bool ContainsActing(ReadOnlySpan<char> name)
    {
        foreach (char letter in name)
        {
            if (CanAct(letter))
                return true;
        }

        return false;
    }

    // Beyond the first plane there are formats too.
    private static bool CanAct(char letter) => char.IsSurrogate(letter) || CanAct(new Rune(letter));
}

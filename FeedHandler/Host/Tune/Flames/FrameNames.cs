using System.Text;
using System.Xml;
using FeedHandler.Replay;

namespace FeedHandler.Host.Tune.Flames;

/// <summary>Names of frames as a person reads them: methods of .NET without what the compiler's map has around them.</summary>
internal static class FrameNames
{
    private const int LengthMax = 240;
    private const string Deleted = " (deleted))";
    private const string NoName = "[unknown]";

    /// <summary>A frame out of "symbol+0x1f (module)".</summary>
    /// <param name="place">The symbol and the module in brackets.</param>
    public static StackFrame Of(string place)
    {
        string text = place.EndsWith(Deleted, StringComparison.Ordinal) ? place[..^Deleted.Length] + ")" : place;
        int open = text.LastIndexOf(" (", StringComparison.Ordinal);
        string module = open >= 0 && text.EndsWith(')') ? text[(open + 2)..^1] : "";
        string symbol = WithoutOffset(open >= 0 && module.Length > 0 ? text[..open] : text);
        FrameKind kind = KindOf(symbol, module);
        string name = kind == FrameKind.Managed ? MethodOf(symbol) : symbol == NoName ? NameOf(module) : symbol;
        return new StackFrame(Plain(name), kind);
    }

    /// <summary>A name that may be shown anywhere: without what acts on a terminal or is no character of XML, and of bounded length.</summary>
    /// <param name="name">What perf printed.</param>
    public static string Plain(string name) =>
        Shorten(string.Concat(name.Select(static letter => XmlConvert.IsXmlChar(letter) && !PlainText.CanAct(letter) ? letter : '?')));

    /// <summary>Whether nothing but its module is known of a frame.</summary>
    public static bool IsModule(StackFrame frame) => frame.Name.StartsWith('[');

    /// <summary>The part of a name that a narrow place has room for: of a method its type and itself, without the namespace.</summary>
    public static string LabelOf(StackFrame frame)
    {
        if (frame.Kind != FrameKind.Managed) return frame.Name;
        int method = frame.Name.LastIndexOf('.', frame.Name.Length - 1);
        while (method > 0 && frame.Name[method - 1] == '.') method--; // "..ctor"
        int type = method > 0 ? frame.Name.LastIndexOf('.', method - 1) : -1;
        return frame.Name[(type + 1)..];
    }

    private static FrameKind KindOf(string symbol, string module)
    {
        if (module.StartsWith("[kernel", StringComparison.Ordinal) || module.EndsWith(".ko", StringComparison.Ordinal)) return FrameKind.Kernel;
        if (module.EndsWith(".map", StringComparison.Ordinal) && symbol.Contains("::", StringComparison.Ordinal)) return FrameKind.Managed;
        return symbol == NoName && module is NoName or "" ? FrameKind.Unknown : FrameKind.Native;
    }

    // "instance void [FeedHandler.Core] FeedHandler.Core.Books.Book`1[int32]::Apply(int32)[Tier1]": the type and the method, without arguments and tier.
    private static string MethodOf(string symbol)
    {
        int colons = symbol.IndexOf("::", StringComparison.Ordinal);
        int assembly = symbol.LastIndexOf("] ", colons, StringComparison.Ordinal);
        string type = symbol[(assembly < 0 ? 0 : assembly + 2)..colons];
        int arguments = symbol.IndexOf('(', colons);
        return WithoutBrackets($"{type}.{symbol[(colons + 2)..(arguments < 0 ? symbol.Length : arguments)]}");
    }

    // Types of type arguments, each in brackets of its own, would hide the name that they stand behind.
    private static string WithoutBrackets(string name)
    {
        StringBuilder kept = new();
        int depth = 0;
        foreach (char letter in name)
        {
            if (letter == '[') depth++;
            if (depth == 0) kept.Append(letter);
            if (letter == ']' && depth > 0) depth--;
        }

        return kept.ToString();
    }

    private static string NameOf(string module) => module is NoName or "" ? NoName : $"[{module[(module.LastIndexOf('/') + 1)..].Trim('[', ']')}]";

    private static string WithoutOffset(string symbol)
    {
        int plus = symbol.LastIndexOf("+0x", StringComparison.Ordinal);
        return plus > 0 ? symbol[..plus] : symbol;
    }

    private static string Shorten(string name) => name.Length <= LengthMax ? name : name[..(LengthMax - 3)] + "...";
}

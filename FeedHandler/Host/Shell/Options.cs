using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Replay;

namespace FeedHandler.Host.Shell;

/// <summary>Options that say in one message which value is wrong and what would be right.</summary>
internal static class Options
{
    /// <summary>The file in which a feed keeps what the venue says of instruments.</summary>
    public static Option<string?> InstrumentCache() => Text(
        "--instrument-cache", "Keep what the venue says of instruments in this file, and begin with what is in it", "FILE");

    /// <summary>By what name other processes subscribe to a feed.</summary>
    public static Option<string?> Share() => Text(
        "--share", "Let other processes of this machine subscribe by this name, or by a file with a slash in its path", "NAME");

    /// <summary>A whole number in a range.</summary>
    public static Option<long?> Number(string name, string description, long min, long max) => new(name)
    {
        Description = $"{description} ({min} to {max})",
        HelpName = "N",
        CustomParser = result => ParseNumber(result, name, min, max),
    };

    /// <summary>A word out of a list.</summary>
    public static Option<string?> Choice(string name, string description, string[] words) => new(name)
    {
        Description = $"{description}: {string.Join(", ", words)}",
        HelpName = string.Join('|', words),
        CustomParser = result => ParseChoice(result, name, words),
    };

    /// <summary>A text of the caller's own form.</summary>
    public static Option<string?> Text(string name, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
    };

    /// <summary>A switch.</summary>
    public static Option<bool> Switch(string name, string description) => new(name) { Description = description };

    /// <summary>The switch that lets outputs be symbolic links.</summary>
    public static Option<bool> FollowLinks() => Switch("--follow-links", "Write through symbolic links too: without it an output that is one is refused");

    /// <summary>Core numbers, separated by commas.</summary>
    public static Option<int[]?> Cores(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "A,B",
        CustomParser = result => ParseCores(result, name),
    };

    private static long? ParseNumber(ArgumentResult result, string name, long min, long max)
    {
        string text = result.Tokens[0].Value;
        bool isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value);
        if (isNumber && value >= min && value <= max) return value;
        string wrong = isNumber ? "out of range" : "not a whole number";
        result.AddError($"{name} {text}: {wrong}, give {min} to {max}");
        return null;
    }

    private static string? ParseChoice(ArgumentResult result, string name, string[] words)
    {
        string text = result.Tokens[0].Value;
        if (words.Contains(text, StringComparer.Ordinal)) return text;
        result.AddError($"{name} {text}: unknown, give one of {string.Join(", ", words)}");
        return null;
    }

    private static int[]? ParseCores(ArgumentResult result, string name)
    {
        string text = result.Tokens[0].Value;
        List<int> cores = [];
        foreach (string part in text.Split(','))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int core)) cores.Add(core);
            else result.AddError($"{name} {text}: \"{PlainText.Short(part)}\" is not a core, give numbers separated by commas such as 2,3");
        }

        return [.. cores];
    }
}

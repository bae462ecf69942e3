using System.Text.RegularExpressions;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Fuzz;

/// <summary>Command lines of any sort: the options are those that help prints, their values what a person, a script or an enemy may write.</summary>
internal sealed partial class FuzzLines(FuzzFolder folder)
{
    // The others send or join: they are given nothing that they could use.
    private static readonly string[] Local = ["replay", "books", "diff", "bench", "inspect", "schema", "check", "simulate"];
    private static readonly string[] Networked = ["run", "record", "publish"];
    private static readonly string[] Words =
    [
        "0", "1", "2", "7", "-1", "99999999999999999999", "1e308", "NaN", "abc", "A", "B", "all", "auto", "none", "book", "-", "--", "@list", "a=b", "=", ",",
        "224.0.31.64:14340=A", "224.0.31.64:14340=340/incremental/A,224.0.32.64:15340=340/incremental/B", "\u001b]0;x\u0007", "\u00e9\ud83d\ude00", "x\ny",
    ];

    private readonly Dictionary<string, (string Name, bool HasValue)[]> _options =
        Local.Concat(Networked).ToDictionary(static command => command, static command => Options(CommandRun.Of(command, "--help").Out));

    /// <summary>A command line without the program.</summary>
    public string[] Next(Random random)
    {
        if (random.Next(20) == 0) return [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Value(random))];
        bool isLocal = random.Next(8) != 0;
        string command = Pick(random, isLocal ? Local : Networked);
        List<string> line = [command];
        for (int files = random.Next(command == "simulate" ? 1 : 3); files > 0; files--) line.Add(isLocal ? Pick(random, folder.Names) : "noise.pcap");
        for (int options = random.Next(4); options > 0; options--)
        {
            (string name, bool hasValue) = Pick(random, _options[command]);
            line.Add(name);
            if (hasValue && random.Next(12) != 0) line.Add(Value(random));
        }

        return [.. line];
    }

    private string Value(Random random) => random.Next(3) == 0 ? Pick(random, folder.Names) : random.Next(4) == 0 ? $"new{random.Next(3)}" : Pick(random, Words);

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private static (string Name, bool HasValue)[] Options(string help) => [.. Option().Matches(help).Select(static match => (match.Groups[1].Value, match.Groups[2].Success))];

    [GeneratedRegex(@"^  (?:-\S, )*(--[a-z-]+)( <)?", RegexOptions.Multiline)]
    private static partial Regex Option();
}

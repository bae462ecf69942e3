using FeedHandler.Tests.Support;

namespace FeedHandler.Conformance.Packages;

/// <summary>The program that the documentation of the codecs shows, block by block.</summary>
internal sealed class WorkedExample
{
    private const string Fence = "```";
    private readonly Dictionary<string, string> _blocks = new(StringComparer.Ordinal);

    private WorkedExample(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(Fence, StringComparison.Ordinal) && i >= 2) i = Keep(lines, i);
        }
    }

    /// <summary>The example of Codecs/README.md.</summary>
    internal static WorkedExample Read() => new(File.ReadAllLines(Repository.PathOf("Codecs/README.md")));

    /// <summary>What stands in the block that follows a paragraph ending with this name, or with these words.</summary>
    internal string this[string name] => _blocks[name];

    // The paragraph before a block ends with a file name in backquotes and a colon, or with the word "prints:".
    private int Keep(string[] lines, int open)
    {
        int close = Array.IndexOf(lines, Fence, open + 1);
        string lead = lines[open - 2].TrimEnd(':');
        string name = lead.EndsWith('`') ? lead.Split('`')[^2] : lead;
        _blocks.TryAdd(name, string.Join('\n', lines[(open + 1)..close]) + "\n");
        return close;
    }
}

using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Host.Tune.Trials;

namespace FeedHandler.Host.Tune.Apply;

/// <summary>
/// Writes what was gained into the configuration file, whole or not at all. What the file does not hold, such as the environment, is left to people.
/// </summary>
/// <param name="path">The configuration as typed.</param>
/// <param name="before">What stood there when it was read.</param>
internal sealed class ConfigurationChange(string path, byte[] before)
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a configuration file as it is written.</summary>
    /// <param name="path">The file as typed, which was read before.</param>
    /// <param name="terminal">Where paths begin.</param>
    public static ConfigurationChange Of(string path, Terminal terminal) => new(path, File.ReadAllBytes(terminal.PathOf(path)));

    /// <summary>Writes the members of what was gained.</summary>
    /// <param name="option">The option that asks for it.</param>
    /// <param name="gained">The changes.</param>
    /// <param name="outputs">Where the file was looked at.</param>
    /// <param name="terminal">Where paths begin.</param>
    /// <returns>What was changed, a line for each member, and why nothing was; null when it was, or nothing was to be.</returns>
    public (IReadOnlyList<string> Changed, string? Failure) Write(string option, IEnumerable<TuneChange> gained, OutputPlan outputs, Terminal terminal)
    {
        int markLength = before.AsSpan().StartsWith(Mark) ? Mark.Length : 0;
        byte[] text = before[markLength..];
        List<string> changed = [];
        foreach ((string member, string value) in gained.SelectMany(static change => change.Members))
        {
            changed.Add($"{member}: {ConfigurationEdit.Get(text, member) ?? "not said"} -> {value}");
            text = ConfigurationEdit.Set(text, member, value);
        }

        if (changed.Count == 0) return (changed, null);
        if (!IsAsRead(terminal)) return ([], $"{option} {path}: it was changed by another meanwhile, and is left as it is: run tune again");
        byte[] whole = [.. before[..markLength], .. text];
        return outputs.TryWrite(option, path, file => file.Write(whole)) is { } failure ? ([], failure) : (changed, null);
    }

    private bool IsAsRead(Terminal terminal)
    {
        try
        {
            return File.ReadAllBytes(terminal.PathOf(path)).AsSpan().SequenceEqual(before);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

using System.Globalization;
using FeedHandler.Engine;

namespace FeedHandler.Host.Tune.Trials;

/// <summary>How the feed runs now, as far as changes of it are tried: by its configuration, or by what it has when nothing is said.</summary>
/// <param name="File">The configuration.</param>
/// <param name="Receiver">The receiver that is measured; where the configuration leaves the choice it is that of sockets.</param>
internal sealed record CurrentFeed(ConfigurationFile File, string Receiver)
{
    /// <summary>Reads it.</summary>
    /// <param name="file">The configuration.</param>
    public static CurrentFeed Of(ConfigurationFile file) => new(file, file.Receiver.Kind == "auto" ? "socket" : file.Receiver.Kind);

    /// <summary>How strategies wait now.</summary>
    public string Wait => WaitKinds.NameOf(WaitKinds.Choose(File.Ring.Wait, File.Ring.Strategies + 1, []));

    /// <summary>The options of a benchmark that say it.</summary>
    public IReadOnlyList<(string Option, string Value)> OptionsOf(TrialKind kind) => kind switch
    {
        TrialKind.Path => [.. Core("--core", File.Threads.FeedCore)],
        TrialKind.Ring =>
        [
            ("--wait", Wait), ("--ring-size", Text(File.Ring.Size)), .. Core("--core", File.Threads.FeedCore),
            .. Core("--strategy-core", File.Threads.StrategyCores is [var core, ..] ? core : null),
        ],
        _ =>
        [
            ("--receivers", Receiver), ("--batch", Text(File.Receiver.BatchCount)), ("--busy-poll-us", Text(File.Receiver.BusyPollUs)),
            ("--wait", File.Receiver.Wait), .. Core("--core", File.Threads.FeedCore),
        ],
    };

    private static IEnumerable<(string Option, string Value)> Core(string option, int? core) => core is { } number ? [(option, Text(number))] : [];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

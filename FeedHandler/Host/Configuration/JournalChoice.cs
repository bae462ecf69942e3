using System.Globalization;
using FeedHandler.Gateway.Journals;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Configuration;

/// <summary>Where a journal is kept, as typed: DIR[,file-mib=N][,files=N][,hours=N][,sync-ms=N].</summary>
internal static class JournalChoice
{
    /// <summary>How it is typed.</summary>
    public const string Form = "DIR[,file-mib=N][,files=N][,hours=N][,sync-ms=N]";

    private static readonly (string Name, int Min, int Max, Func<JournalOptions, int, JournalOptions> Set)[] Parts =
    [
        ("file-mib=", JournalOptions.FileMibMin, JournalOptions.FileMibMax, static (options, number) => options with { FileBytes = number << 20 }),
        ("files=", 2, JournalOptions.FileCountLimit, static (options, number) => options with { FileCountMax = number }),
        ("hours=", 0, JournalOptions.HoursLimit, static (options, number) => options with { HoursMax = number }),
        ("sync-ms=", 0, JournalOptions.SyncMsLimit, static (options, number) => options with { SyncMs = number }),
    ];

    /// <summary>What was typed.</summary>
    /// <param name="option">Behind which option.</param>
    /// <param name="text">The text; null where there was none.</param>
    /// <param name="terminal">Where relative paths begin.</param>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public static JournalOptions? Of(string option, string? text, Terminal terminal)
    {
        if (text is null) return null;
        string folder = text;
        JournalOptions options = new("");
        while (folder.LastIndexOf(',') is > 0 and var comma && TryTake(option, folder[(comma + 1)..], ref options)) folder = folder[..comma];
        if (folder.Length == 0 || folder[0] == ',') throw new UsageException($"{option} {PlainText.Short(text)}: no folder: give {Form}");
        if (folder.Any(char.IsControl)) throw new UsageException($"{option} {PlainText.Short(text)}: a folder's name has no control characters");
        return options with { Folder = terminal.PathOf(folder) };
    }

    private static bool TryTake(string option, string part, ref JournalOptions options)
    {
        int index = Array.FindIndex(Parts, known => part.StartsWith(known.Name, StringComparison.Ordinal));
        if (index < 0) return false;
        (string name, int min, int max, Func<JournalOptions, int, JournalOptions> set) = Parts[index];
        bool isNumber = int.TryParse(part.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        if (!isNumber || number < min || number > max)
            throw new UsageException(FormattableString.Invariant($"{option} {PlainText.Short(part)}: give {name}{min} to {name}{max}"));
        options = set(options, number);
        return true;
    }
}

using System.Globalization;
using FeedHandler.Gateway.Journals;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;

namespace FeedHandler.Host.Configuration;

/// <summary>Where a gateway keeps a journal, as typed: DIR[,file-mib=N][,files=N].</summary>
internal static class JournalChoice
{
    private const string FileMib = "file-mib=";
    private const string Files = "files=";

    /// <summary>What was typed.</summary>
    /// <param name="option">Behind which option.</param>
    /// <param name="text">The text; null where there was none.</param>
    /// <param name="terminal">Where relative paths begin.</param>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public static JournalOptions? Of(string option, string? text, Terminal terminal)
    {
        if (text is null) return null;
        (string folder, int? fileMib, int? files) = (text, null, null);
        while (folder.LastIndexOf(',') is > 0 and var comma && TryTake(option, folder[(comma + 1)..], ref fileMib, ref files)) folder = folder[..comma];
        if (folder.Length == 0 || folder[0] == ',') throw new UsageException($"{option} {PlainText.Short(text)}: no folder: give DIR[,file-mib=N][,files=N]");
        if (folder.Any(char.IsControl)) throw new UsageException($"{option} {PlainText.Short(text)}: a folder's name has no control characters");
        return new JournalOptions(terminal.PathOf(folder))
        {
            FileBytes = (fileMib ?? JournalOptions.FileMibDefault) << 20,
            FileCountMax = files ?? JournalOptions.FileCountDefault,
        };
    }

    private static bool TryTake(string option, string part, ref int? fileMib, ref int? files)
    {
        if (part.StartsWith(FileMib, StringComparison.Ordinal)) fileMib = Number(option, part, FileMib, JournalOptions.FileMibMin, JournalOptions.FileMibMax);
        else if (part.StartsWith(Files, StringComparison.Ordinal)) files = Number(option, part, Files, 2, JournalOptions.FileCountLimit);
        else return false;
        return true;
    }

    private static int Number(string option, string part, string name, int min, int max)
    {
        bool isNumber = int.TryParse(part.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        if (isNumber && number >= min && number <= max) return number;
        throw new UsageException(FormattableString.Invariant($"{option} {PlainText.Short(part)}: give {name}{min} to {name}{max}"));
    }
}

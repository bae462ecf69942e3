using System.CommandLine;
using System.Globalization;
using FeedHandler.Host.Shell;
using FeedHandler.Journals;
using FeedHandler.Replay;

namespace FeedHandler.Host.Configuration;

/// <summary>Where in a journal to begin, as typed: the number of an event, or when it was received.</summary>
/// <param name="name">What the option is called.</param>
/// <param name="description">What it does.</param>
internal sealed class JournalFrom(
    string name = "--journal-from",
    string description = "Begin to read a journal at the last point in front of this event of its stream, by number or time in UTC (default its begin)")
{
    /// <summary>The option.</summary>
    public Option<string?> Option { get; } = Options.Text(name, description, "NUMBER|TIME");

    /// <summary>What was typed; the begin where nothing was.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="paths">What is read.</param>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public JournalStart Read(ParseResult parsed, IReadOnlyList<string> paths)
    {
        if (parsed.GetValue(Option) is not { } text) return default;
        string journal = paths.FirstOrDefault(JournalFiles.Are)
            ?? throw new UsageException($"{name} {PlainText.Short(text)}: none of the files is a journal: name one, or the folder that --journal was given");
        return Read(text, journal);
    }

    /// <summary>A place in a journal, of which a time of day is of the day of its first event.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="journal">A file of the journal, or its folder.</param>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public JournalStart Read(string text, string journal)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)) return JournalStart.At(sequence);
        if (TimeText.TryParse(text, FirstNs(journal), out long timeNs)) return JournalStart.AtTime(timeNs);
        throw new UsageException(
            $"{name} {PlainText.Short(text)}: give the number of an event, or a time in UTC such as 14:30:00.5 or \"2016-11-12 14:30:00.5\"");
    }

    private static long FirstNs(string journal)
    {
        foreach (string path in JournalFiles.Of(journal))
        {
            if (JournalReader.TryOpen(path, out JournalReader? reader) is not null) continue;
            using (reader) return reader!.FirstNs;
        }

        return 0;
    }
}

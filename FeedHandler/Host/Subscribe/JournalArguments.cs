using System.CommandLine;
using FeedHandler.Client;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;
using FeedHandler.Journals;

namespace FeedHandler.Host.Subscribe;

/// <summary>Which part of a journal a subscription is of.</summary>
internal sealed class JournalArguments
{
    private readonly JournalFrom _from = new("--from", "Of a journal: begin with this event of its stream, by number or time of receipt in UTC");
    private readonly JournalFrom _to = new("--to", "Of a journal: end in front of this event, by number or time of receipt in UTC");

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [_from.Option, _to.Option];

    /// <summary>How the journal is opened.</summary>
    /// <param name="path">A file of it, or its folder.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="UsageException">A place makes no sense.</exception>
    public Func<FollowedFeed> Opening(string path, ParseResult parsed, RemoteFeedOptions options)
    {
        (JournalStart from, JournalStart to) = (_from.Read(parsed, [path]), _to.Read(parsed, [path]));
        return () =>
        {
            try
            {
                return new FollowedJournal(JournalFeed.Open(path, from, to, options));
            }
            catch (JournalException failure)
            {
                throw new CommandException(failure.Message);
            }
        };
    }

    /// <summary>A feed that goes on has none of these.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="UsageException">One was typed.</exception>
    public void RefuseFor(ParseResult parsed)
    {
        if (All.FirstOrDefault(option => parsed.GetResult(option) is not null) is { } typed)
            throw new UsageException($"{typed.Name} is for a journal: name one of its files, or the folder that --journal was given");
    }
}

using System.Diagnostics;
using FeedHandler.Client;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Subscribe;

/// <summary>When a subscription ends by itself.</summary>
/// <param name="LineCount">After so many lines; null for no limit.</param>
/// <param name="Seconds">After so many seconds; null for no limit.</param>
/// <param name="Waits">Whether a feed that is not there, or no longer, is waited for.</param>
internal sealed record SubscribeLimits(long? LineCount, long? Seconds, bool Waits);

/// <summary>Takes what a subscription tells, for somebody who looks.</summary>
internal interface IBookOutput : IBookSubscriber, IDisposable
{
    /// <summary>How many lines were written; a picture has none.</summary>
    long LineCount { get; }

    /// <summary>Shows where the feed stands, when that is due.</summary>
    void Show(SharedFeed feed);

    /// <summary>Leaves a line to whoever has something to say behind it.</summary>
    void Finish()
    {
    }
}

/// <summary>Follows a shared feed until it ends, is gone, or enough was told.</summary>
internal sealed class SubscribeSession(string path, SharedFeedOptions options, IReadOnlyList<InstrumentSelector> selectors, SubscribeLimits limits)
{
    private const int IdleSpinCount = 200;
    private const int LookMs = 100;
    private readonly Stopwatch _running = Stopwatch.StartNew();

    /// <summary>Follows.</summary>
    /// <param name="output">Is told.</param>
    /// <param name="terminal">Who may stop it, and is told what became of the feed.</param>
    /// <returns>False when the feed's process ended without a word.</returns>
    public bool Run(IBookOutput output, Terminal terminal)
    {
        bool hasToldWait = false;
        while (!IsOver(output, terminal))
        {
            SharedFeed? feed = TryOpen(out SharedFeedException? failure);
            if (feed is null)
            {
                if (!limits.Waits || !failure!.IsTransient) throw new CommandException(Words(failure!));
                if (!hasToldWait) terminal.Tell($"{failure.Message}: waiting for it");
                hasToldWait = true;
                terminal.Stop.WaitHandle.WaitOne(LookMs);
                continue;
            }

            using (feed)
            {
                foreach (InstrumentSelector selector in selectors) feed.Add(selector);
                string? end = Follow(feed, output, terminal);
                output.Finish();
                TellEnd(feed, end, terminal);
                if (!limits.Waits || end is null) return end is null or Ended && !feed.AwaitsBooks;
                while (!IsOver(output, terminal) && !feed.IsReplaced && !feed.HasWriter) terminal.Stop.WaitHandle.WaitOne(LookMs);
            }
        }

        return true;
    }

    private const string Ended = "it has ended";
    private const string Gone = "its process ended without a word: what was told last may be old";
    private const string Replaced = "its file was replaced";

    private bool IsOver(IBookOutput output, Terminal terminal) =>
        terminal.Stop.IsCancellationRequested || output.LineCount >= limits.LineCount || _running.Elapsed.TotalSeconds >= limits.Seconds;

    private static string Words(SharedFeedException failure) => failure.IsTransient
        ? $"{failure.Message}: start feedhandler run with --share, or wait for it with --wait" : failure.Message;

    private SharedFeed? TryOpen(out SharedFeedException? failure)
    {
        failure = null;
        try
        {
            return SharedFeed.Open(path, options);
        }
        catch (SharedFeedException refused)
        {
            failure = refused;
            return null;
        }
    }

    // Null when enough was told of a feed that lives, or has ended.
    private string? Follow(SharedFeed feed, IBookOutput output, Terminal terminal)
    {
        int idleCount = 0;
        bool hasBegun = !limits.Waits;
        long lookAt = Environment.TickCount64 + LookMs;
        while (!IsOver(output, terminal))
        {
            SharedFeedPoll poll = feed.Poll(output);
            output.Show(feed);
            if (!hasBegun && poll != SharedFeedPoll.Waiting)
            {
                hasBegun = true; // from here on nothing is missed: whoever started this beside a feed may go on
                terminal.Tell($"{feed.Path}: following it");
            }

            idleCount = poll == SharedFeedPoll.Taken ? 0 : idleCount + 1;
            if (idleCount == 0) continue;
            if (poll == SharedFeedPoll.Ended && !feed.HasWriter) return Ended;
            if (idleCount < IdleSpinCount) Thread.SpinWait(1);
            else Thread.Sleep(1);
            if (Environment.TickCount64 < lookAt) continue;
            lookAt = Environment.TickCount64 + LookMs;
            if (feed.IsReplaced) return Replaced;
            if (poll != SharedFeedPoll.Ended && !feed.HasWriter) return Gone;
        }

        return feed.HasWriter || feed.HasEnded ? null : Gone;
    }

    private static void TellEnd(SharedFeed feed, string? end, Terminal terminal)
    {
        if (end is not null) terminal.Tell($"{feed.Path}: {end}");
        if (feed.LostCount > 0) terminal.Tell(FormattableString.Invariant($"{feed.LostCount} events came faster than they were taken; books were begun again"));
        if (feed.LeftOutCount > 0)
            terminal.Tell(FormattableString.Invariant($"{feed.LeftOutCount} instruments have no room in the feed's memory: raise share.instruments"));
        if (feed.AwaitsBooks && end is not null)
            terminal.Tell("books that it had not shown, or had half written, are missing: start the feed again, and its file is made anew");
        else if (feed.Count == 0) terminal.Tell(FormattableString.Invariant($"none of the {feed.InstrumentCount} instruments of the feed was meant"));
    }
}

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
    void Show(FollowedFeed feed);

    /// <summary>Leaves a line to whoever has something to say behind it.</summary>
    void Finish()
    {
    }
}

/// <summary>Follows a feed until it ends, is gone, or enough was told.</summary>
/// <param name="open">Opens it.</param>
/// <param name="selectors">Which instruments.</param>
/// <param name="limits">When it ends by itself.</param>
internal sealed class SubscribeSession(Func<FollowedFeed> open, IReadOnlyList<InstrumentSelector> selectors, SubscribeLimits limits)
{
    private const int IdleSpinCount = 200;
    private const int LookMs = 100;
    private readonly Stopwatch _running = Stopwatch.StartNew();
    private long _lookAt;
    private bool _isOutGone;
    private bool _isAgain;

    /// <summary>Follows.</summary>
    /// <param name="output">Is told.</param>
    /// <param name="terminal">Who may stop it, and is told what became of the feed.</param>
    /// <returns>False when the feed was gone without a word.</returns>
    public bool Run(IBookOutput output, Terminal terminal)
    {
        bool hasToldWait = false;
        while (!IsOver(output, terminal))
        {
            FollowedFeed? feed = TryOpen(out SharedFeedException? failure);
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
                Begin(feed, output);
                FeedEnd end = Follow(feed, output, terminal);
                output.Finish();
                if (end == FeedEnd.Unreachable) throw new CommandException($"{feed.Feed.Name}: {feed.EndWords}");
                TellEnd(feed, terminal);
                if (!limits.Waits || end == FeedEnd.None) return end == FeedEnd.None || (end == FeedEnd.Ended && !feed.Feed.AwaitsBooks);
                while (!IsOver(output, terminal) && !feed.IsBack()) terminal.Stop.WaitHandle.WaitOne(LookMs);
            }
        }

        return true;
    }

    // What another feed says builds on nothing that the one before it said.
    private void Begin(FollowedFeed feed, IBookOutput output)
    {
        if (_isAgain) output.OnRestart();
        _isAgain = true;
        foreach (InstrumentSelector selector in selectors) feed.Feed.Add(selector);
    }

    private bool IsOver(IBookOutput output, Terminal terminal)
    {
        if (Environment.TickCount64 >= _lookAt) // a line that nobody reads may not come for hours
        {
            _lookAt = Environment.TickCount64 + LookMs;
            _isOutGone = terminal.IsOutGone();
        }

        return _isOutGone || terminal.Stop.IsCancellationRequested || output.LineCount >= limits.LineCount || _running.Elapsed.TotalSeconds >= limits.Seconds;
    }

    private static string Words(SharedFeedException failure) => failure.IsTransient
        ? $"{failure.Message}: start feedhandler run with --share, or wait for it with --wait" : failure.Message;

    private FollowedFeed? TryOpen(out SharedFeedException? failure)
    {
        failure = null;
        try
        {
            return open();
        }
        catch (SharedFeedException refused)
        {
            failure = refused;
            return null;
        }
    }

    // None when enough was told of a feed that lives, or has ended.
    private FeedEnd Follow(FollowedFeed feed, IBookOutput output, Terminal terminal)
    {
        int idleCount = 0;
        bool hasBegun = !limits.Waits;
        long lookAt = Environment.TickCount64 + LookMs;
        while (!IsOver(output, terminal))
        {
            SharedFeedPoll poll = feed.Feed.Poll(output);
            output.Show(feed);
            if (feed.News() is { } news) terminal.Tell($"{feed.Feed.Name}: {news}");
            if (!hasBegun && poll != SharedFeedPoll.Waiting && !feed.Feed.AwaitsBooks)
            {
                hasBegun = true; // from here on nothing is missed: whoever started this beside a feed may go on
                terminal.Tell($"{feed.Feed.Name}: following it");
            }

            idleCount = poll == SharedFeedPoll.Taken ? 0 : idleCount + 1;
            if (idleCount == 0) continue;
            if (idleCount < IdleSpinCount) Thread.SpinWait(1);
            else feed.Feed.Wait(LookMs);
            if (poll != SharedFeedPoll.Ended && Environment.TickCount64 < lookAt) continue;
            lookAt = Environment.TickCount64 + LookMs;
            FeedEnd end = feed.Look(poll);
            if (end != FeedEnd.None) return end;
        }

        FeedEnd last = feed.Feed.HasWriter || feed.Feed.HasEnded ? FeedEnd.None : feed.Look(SharedFeedPoll.Idle);
        return last == FeedEnd.None && _running.Elapsed.TotalSeconds >= limits.Seconds ? feed.EndOfTime() : last;
    }

    private static void TellEnd(FollowedFeed feed, Terminal terminal)
    {
        if (feed.EndWords.Length > 0) terminal.Tell($"{feed.Feed.Name}: {feed.EndWords}");
        foreach (string line in feed.Shortfalls()) terminal.Tell(line);
    }
}

using System.Buffers;
using FeedHandler.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FeedHandler.Observing;

/// <summary>
/// The dashboard of a feed: a page that draws, and what it draws as JSON. Frames come as server-sent events, with those of the last ten minutes first; the
/// ladder of one instrument is asked for.
/// </summary>
public sealed partial class DashboardEndpoints : IEndpointGroup, IDisposable
{
    private const int InstrumentCountMax = 5000;
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(200);
    private readonly IFrames _frames;
    private readonly IEnumerable<string> _notes;
    private readonly string? _receiver;
    private readonly BookWatch? _books;
    private readonly FrameSampler? _sampler;
    private readonly IDisposable? _attachment;
    private readonly SpikeFiles? _spikes;
    private readonly RunComparison? _comparison;
    private CancellationToken _stopping;
    private int _isDisposed;

    /// <summary>Begins to watch a feed. In <see cref="FeedBuilder.WhenOpen"/>, so that its books are whole from the first event on.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="flightFolder">The folder into which its flight recorder saves spikes, to serve them from there; null tells of them alone.</param>
    public DashboardEndpoints(Feed feed, string? flightFolder = null)
    {
        ArgumentNullException.ThrowIfNull(feed);
        if (feed.Status.PacketsOver is not null) _spikes = new SpikeFiles(flightFolder, feed.Status);
        (_notes, _receiver) = (feed.Status.Notes, feed.Status.Receiver?.Kind.ToString());
        _books = new BookWatch(feed.Status.Channels);
        _sampler = new FrameSampler(feed);
        _frames = _sampler.Frames;
        _attachment = feed.Attach(_books, FullRing.Skip);
        _sampler.Start();
    }

    /// <summary>Shows what logs say.</summary>
    /// <param name="logs">The logs, all of which were added.</param>
    /// <param name="comparison">How they differ from others; null where they are compared with none.</param>
    public DashboardEndpoints(LogFrames logs, RunComparison? comparison = null)
    {
        ArgumentNullException.ThrowIfNull(logs);
        _frames = logs;
        _comparison = comparison;
        _notes = logs.Notes;
    }

    /// <summary>How many frames there were.</summary>
    internal long FrameCount => _frames.Count;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        _stopping = endpoints.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        foreach (DashboardPage page in DashboardPage.All) endpoints.MapRead(page.Path, page.Send);
        endpoints.MapGet("/api/frames", SendFrames);
        endpoints.MapRead("/api/frame", SendLatest);
        endpoints.MapRead("/api/feed", context => Answers.Json(context, StatusCodes.Status200OK, WriteFeed));
        if (_comparison is not null) endpoints.MapRead("/api/comparison", context => Answers.Json(context, StatusCodes.Status200OK, _comparison.Write));
        if (_spikes is not null)
        {
            endpoints.MapRead(SpikeFiles.List, context => Answers.Json(context, StatusCodes.Status200OK, _spikes.Write));
            endpoints.MapRead(SpikeFiles.Route, _spikes.Send);
        }

        if (_books is null) return;
        endpoints.MapRead("/api/instruments", context => Answers.Json(
            context, StatusCodes.Status200OK, writer => _books.WriteInstruments(writer, InstrumentCountMax)));
        endpoints.MapRead("/api/ladder", SendLadder);
    }

    /// <summary>Looks at the feed now, beside the looks of every second.</summary>
    internal void Look() => _sampler?.Sample();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        _attachment?.Dispose();
        _sampler?.Dispose();
        _books?.Dispose();
    }

    private Task SendLatest(HttpContext context)
    {
        ArrayBufferWriter<byte> text = new();
        return _frames.TryRead(_frames.Count - 1, text)
            ? Send(context, text)
            : Answers.Refuse(context, StatusCodes.Status503ServiceUnavailable, "there is no frame yet: ask again in a second\n");
    }

    // A client that is too slow for a frame a second misses frames, and nobody waits for it.
    private async Task SendFrames(HttpContext context)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping);
        context.Response.ContentType = "text/event-stream";
        ArrayBufferWriter<byte> text = new(FrameSampler.FrameBytes);
        try
        {
            for (long next = _frames.First; !ended.IsCancellationRequested; await Task.Delay(LookPeriod, ended.Token).ConfigureAwait(false))
            {
                while (next < _frames.Count)
                {
                    next = Math.Max(next, _frames.First);
                    text.Clear();
                    text.Write("data: "u8);
                    if (!_frames.TryRead(next++, text)) continue;
                    text.Write("\n\n"u8);
                    await context.Response.Body.WriteAsync(text.WrittenMemory, ended.Token).ConfigureAwait(false);
                }

                await context.Response.Body.FlushAsync(ended.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // whoever looked has gone, or the feed has ended
        }
    }

    private static Task Send(HttpContext context, ArrayBufferWriter<byte> text)
    {
        Answers.BeginJson(context);
        return context.Response.Body.WriteAsync(text.WrittenMemory, context.RequestAborted).AsTask();
    }
}

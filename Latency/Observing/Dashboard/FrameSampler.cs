using System.Text.Json;
using FeedHandler.Engine;

namespace FeedHandler.Observing;

/// <summary>
/// Looks at a feed once a second, on a thread of its own, and keeps what it saw as frames. It has a status and intervals of its own, shares no lock with a
/// thread of the feed, and allocates nothing once it runs.
/// </summary>
internal sealed class FrameSampler : IDisposable
{
    /// <summary>How long the frames go back: ten minutes.</summary>
    public const int FrameCount = 600;

    /// <summary>More bytes than a frame can have, as what it lists is limited.</summary>
    public const int FrameBytes = 32 << 10;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly Lock _looking = new();
    private readonly ManualResetEvent _ended = new(initialState: false);
    private readonly FrameBuffer _buffer = new(FrameBytes);
    private readonly FrameContent _content;
    private readonly Utf8JsonWriter _writer;
    private readonly Thread _thread;

    /// <summary>Prepares to look.</summary>
    /// <param name="feed">The feed.</param>
    public FrameSampler(Feed feed)
    {
        FeedStatus status = feed.NewStatus();
        _content = new FrameContent(status, status.Latency.NewIntervals());
        _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
        _thread = new Thread(Run) { Name = "dashboard", IsBackground = true };
    }

    /// <summary>What was seen.</summary>
    public FrameLog Frames { get; } = new(FrameCount, FrameBytes);

    /// <summary>Begins.</summary>
    public void Start() => _thread.Start();

    /// <summary>Looks once.</summary>
    public void Sample()
    {
        lock (_looking)
        {
            _buffer.Clear();
            _writer.Reset();
            _content.Write(_writer);
            _writer.Flush();
            Frames.Add(_buffer.Written);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.Set();
        if (_thread.IsAlive) _thread.Join();
        _writer.Dispose();
        _ended.Dispose();
    }

    private void Run()
    {
        while (!_ended.WaitOne(Period)) Sample();
        Sample(); // the last seconds of the feed
    }
}

using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Native.Files;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Host.Inspect;

/// <summary>Captures read at once in the order of time, each in a window of its own: files, compressed files, pipes, standard input.</summary>
internal sealed class InspectInput : IDisposable
{
    /// <summary>What the command line calls standard input.</summary>
    public const string StandardInput = "-";

    private readonly List<CaptureStream> _streams = [];
    private readonly HeadRecord[] _heads;
    private int _current = -1;

    /// <summary>Opens the captures.</summary>
    /// <param name="paths">The files; <see cref="StandardInput"/> is standard input.</param>
    /// <param name="terminal">Says where relative paths begin, and has standard input.</param>
    /// <param name="beforeWait">Called before standard input is waited for.</param>
    /// <exception cref="CommandException">One cannot be read.</exception>
    public InspectInput(IReadOnlyList<string> paths, Terminal terminal, Action beforeWait)
    {
        try
        {
            foreach (string path in paths) _streams.Add(Open(path, terminal, beforeWait, _streams.Count));
        }
        catch (Exception failure) when (failure is CaptureFormatException or CommandException)
        {
            Dispose();
            throw new CommandException(terminal.Stop.IsCancellationRequested ? "stopped before a capture began" : failure.Message);
        }

        _heads = new HeadRecord[_streams.Count];
        for (int index = 0; index < _heads.Length; index++) Advance(index);
    }

    /// <summary>Records of all captures so far.</summary>
    public long RecordCount { get; private set; }

    /// <summary>How much of all captures was read; nothing is known with a pipe among them. It may be asked on another thread.</summary>
    public ReadShare Share
    {
        get
        {
            ReadShare share = _streams[0].Share;
            for (int i = 1; i < _streams.Count; i++) share = share.With(_streams[i].Share);
            return share;
        }
    }

    /// <summary>Which capture the last record is of.</summary>
    public int Index => _current;

    /// <summary>The captures, for how each ended.</summary>
    public IReadOnlyList<CaptureStream> Streams => _streams;

    /// <summary>Reads the next record of all captures.</summary>
    /// <param name="record">The record; lives until the next call.</param>
    public bool TryRead(out CaptureRecord record)
    {
        if (_current >= 0) Advance(_current);
        _current = First();
        record = _current < 0 ? default : _heads[_current].ToRecord();
        if (_current >= 0) RecordCount++;
        return _current >= 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (CaptureStream stream in _streams) stream.Dispose();
    }

    private static CaptureStream Open(string path, Terminal terminal, Action beforeWait, int index)
    {
        if (path == StandardInput) return CaptureStream.Read("standard input", new StoppableStream(terminal.OpenIn, terminal.Stop), beforeWait, index);
        if (Directory.Exists(path)) return CaptureStream.Open(path); // which says what to name instead
        if (FileIdentity.Of(path, followsLink: true).Kind == FileKind.Pipe)
            return CaptureStream.Read(path, new StoppableStream(() => OpenPipe(path), terminal.Stop), beforeWait, index);
        InputFile.Require(path, path, "name a capture, or - for standard input");
        return CaptureStream.Open(path, index);
    }

    private static FileStream OpenPipe(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private int First()
    {
        int first = -1;
        for (int index = 0; index < _heads.Length; index++)
        {
            if (_heads[index].IsThere && (first < 0 || _heads[index].TimestampNs < _heads[first].TimestampNs)) first = index;
        }

        return first;
    }

    private void Advance(int index)
    {
        bool isThere = _streams[index].TryRead(out CaptureRecord record);
        _heads[index] = isThere ? HeadRecord.Of(record) : default;
    }
}

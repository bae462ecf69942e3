using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Tests.Support;

/// <summary>Open captures of temporary files.</summary>
internal sealed class CaptureSet : IDisposable
{
    private readonly List<TemporaryFile> _temporaries = [];

    /// <summary>Of whole file images.</summary>
    public CaptureSet(params byte[][] images)
    {
        foreach (byte[] image in images) _temporaries.Add(new TemporaryFile(image));
        Files = [.. _temporaries.Select(static temporary => CaptureFile.Open(temporary.Path))];
    }

    /// <summary>Of files with records of one byte each.</summary>
    public CaptureSet(params (uint Seconds, char Name)[][] files)
        : this([.. files.Select(ImageOf)])
    {
    }

    public IReadOnlyList<CaptureFile> Files { get; }

    public void Dispose()
    {
        foreach (CaptureFile file in Files) file.Dispose();
        foreach (TemporaryFile temporary in _temporaries) temporary.Dispose();
    }

    private static byte[] ImageOf((uint Seconds, char Name)[] records)
    {
        PcapImage image = new();
        foreach ((uint seconds, char name) in records) image.Record(seconds, 0, [(byte)name]);
        return image.ToArray();
    }
}

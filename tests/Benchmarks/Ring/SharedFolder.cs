namespace FeedHandler.Benchmarks.Ring;

/// <summary>A folder in memory for the files of one measurement.</summary>
internal sealed class SharedFolder : IDisposable
{
    private readonly string _path = System.IO.Path.Combine(
        Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath(), $"ring-benchmark-{Environment.ProcessId}");

    public SharedFolder() => Directory.CreateDirectory(_path);

    public string Path(string name) => System.IO.Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}

using HdrHistogram.Utilities;

namespace HdrHistogram.Encoding;

/// <summary>Writes a histogram as bytes.</summary>
public interface IEncoder
{
    /// <summary>Writes at the position of a buffer.</summary>
    /// <param name="data">the histogram as an encoder sees it</param>
    /// <param name="buffer">where to write</param>
    /// <returns>bytes written</returns>
    int Encode(IRecordedData data, ByteBuffer buffer);
}

import FuzzEntry

/// Called by libFuzzer for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  Fuzz.run(.json, UnsafeBufferPointer(start: start, count: count))
  return 0
}

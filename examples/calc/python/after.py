
start = time.perf_counter()
main()
print(time.perf_counter() - start, file=sys.stderr)
